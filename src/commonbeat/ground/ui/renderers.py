"""How every Django form of the house is drawn: `{{ form }}` gives the error summary and then the fields."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
