"""What leaves for elsewhere: the template for students, the Gradescope package and its adapter, gradebooks."""
