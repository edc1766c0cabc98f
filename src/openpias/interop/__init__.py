"""What goes over the wire between PIAS and the applications of providers?"""
