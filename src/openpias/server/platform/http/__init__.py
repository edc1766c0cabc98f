"""How does the server speak HTTP: problems, headers, permissions, logs?"""
