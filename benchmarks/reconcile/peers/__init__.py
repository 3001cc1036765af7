"""The peers: other linkage tools on the same files, each as well set up as we know how."""
