from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "academy.backup"
    label = "backup"
