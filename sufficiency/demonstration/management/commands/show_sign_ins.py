"""manage.py show_sign_ins"""

from __future__ import annotations

from django.core.management.base import BaseCommand

from sufficiency.demonstration.sign_ins import PASSWORD, demonstration_sign_ins


class Command(BaseCommand):
    help = "Print the demonstration's sign-ins."

    def handle(self, **options):
        lines = demonstration_sign_ins()
        if not lines:
            self.stderr.write("No demonstration is loaded. Run manage.py load_demo first.")
            raise SystemExit(1)
        width = max(len(name) for name, _, _ in lines)
        self.stdout.write(f"Sign in with one of these names and the password {PASSWORD}")
        for name, role, authority in lines:
            self.stdout.write(f"  {name:<{width}}  {role}, {authority}")
