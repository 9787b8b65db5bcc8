"""A field is shown with its label, hint and error, and its control is told of them."""

import re

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override

from sopu.web.templatetags.kit import control_id, spaced, status


class Ask(forms.Form):
    name = forms.CharField(
        label="Nimi", help_text="Etunimi riittää", widget=forms.TextInput(attrs={"placeholder": "x"})
    )
    role = forms.ChoiceField(label="Rooli", choices=[("a", "Ensin"), ("b", "Sitten")], widget=forms.RadioSelect)
    stays = forms.BooleanField(label="Muista", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def shown(form: forms.Form, name: str) -> str:
    return " ".join(render_to_string("web/field.html", {"field": form[name]}).split())


def test_a_control_has_a_label_and_is_described_by_its_hint_and_its_error():
    with override("fi"):
        field = shown(Ask({"role": "a"}), "name")
    assert '<label for="id_name">Nimi</label>' in field
    assert 'class="hint" id="id_name_helptext">Etunimi riittää<' in field
    assert 'class="bad" id="id_name_error"' in field
    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert 'aria-invalid="true"' in field
    assert 'class="input"' in field


def test_a_placeholder_never_stands_for_a_label():
    assert "placeholder" not in shown(Ask(), "name")


def test_choices_are_a_group_with_a_legend_and_a_label_each():
    field = shown(Ask(), "role")
    assert re.findall(r"<legend>(.*?)</legend>", field) == ["Rooli"]
    assert re.findall(r'<label class="pick">.*?<span>(.*?)</span></label>', field) == ["Ensin", "Sitten"]


def test_a_single_choice_has_its_words_beside_it():
    assert "<span>Muista</span></label>" in shown(Ask(), "stays")


def test_a_hidden_field_shows_nothing_else():
    assert shown(Ask(), "token") == '<input type="hidden" name="token" id="id_token">'


def test_the_summary_links_each_error_to_its_control_and_takes_the_focus():
    with override("en"):
        summary = render_to_string("web/errors.html", {"form": Ask({})})
    assert re.findall(r'href="#(\w+)"', summary) == ["id_name", "id_role_0"]
    assert ' role="alert" tabindex="-1" autofocus ' in summary


def test_a_form_without_errors_has_no_summary():
    assert render_to_string("web/errors.html", {"form": Ask({"name": "Aino", "role": "a"})}).strip() == ""


def test_a_link_leads_to_the_control_or_to_the_first_of_its_choices():
    form = Ask()
    assert [control_id(form["name"]), control_id(form["role"])] == ["id_name", "id_role_0"]


def test_a_status_is_a_word_a_shape_and_a_colour():
    mark = status("bad", "Myöhässä <5>")
    assert re.fullmatch(
        r'<span class="st st--bad"><svg class="ic" aria-hidden="true"><use href="[^"]+#st-late"/></svg>'
        r"<span>Myöhässä &lt;5&gt;</span></span>",
        mark,
    )


def test_thousands_stand_apart():
    assert [spaced(7), spaced(12345), spaced(1234567)] == ["7", "12\u202f345", "1\u202f234\u202f567"]
