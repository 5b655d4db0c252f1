"""What students start from, made for any assignment: the shipped template with its own tables, blocks and stubs."""

from autograder.delivery.template.making import template_files

__all__ = ["template_files"]
