"""How a template walks through a body: `{% for block, anchor in page.body|anchored %}`."""

from django import template

from academy.cms.blocks.heading import anchored

register = template.Library()
register.filter("anchored", anchored)
