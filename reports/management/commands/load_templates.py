"""manage.py load_templates"""

from __future__ import annotations

from django.core.management.base import BaseCommand

from reports.templates_of_the_product import load_templates


class Command(BaseCommand):
    help = "Load the product's own templates of documents. Safe to repeat."

    def handle(self, **options):
        self.stdout.write(f"{load_templates()} templates of documents ready.")
