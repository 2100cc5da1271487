"""The demo site, made from the texts in courses/management/demo. Every step may run again and overwrites nothing."""
