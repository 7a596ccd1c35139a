using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core.Accessibility;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.WebPages;

/// <summary>Sources that are not the page that people get: they are neither accused nor absolved as one.</summary>
public sealed class UnfinishedPageTests
{
    private const string Frame = "<!doctype html><html lang='fr'><head><title>Tri du courrier</title></head><body>";

    [Theory]
    [InlineData("Jinja, child", "{% extends 'base.html' %}{% block corps %}<h1>Bonjour</h1>{% endblock %}")]
    [InlineData("Jinja, base", Frame + "<main>{% block corps %}{% endblock %}</main></body></html>")]
    [InlineData("Flask, addresses alone", Frame + "<link rel='stylesheet' href=\"{{ url_for('static', filename='a.css') }}\"><h1>Bonjour</h1></body></html>")]
    [InlineData("Flask, within a script", Frame + "<h1>Bonjour</h1><script>fetch(\"{{ url_for('api') }}\")</script></body></html>")]
    [InlineData("Django", "{% load static %}<p>Bonjour</p>")]
    [InlineData("Django, an attribute", Frame + "<h1 {% if grand %}class='g'{% endif %}>Bonjour</h1></body></html>")]
    [InlineData("Twig", Frame + "<h1>{{ titre }}</h1></body></html>")]
    [InlineData("Jekyll", "---\nlayout: page\ntitle: Accueil\n---\n<h1>Bonjour</h1>")]
    [InlineData("Handlebars", "<ul>{{#each lettres}}<li>{{objet}}</li>{{/each}}</ul>")]
    [InlineData("Go", "{{ define \"page\" }}<h1>Bonjour</h1>{{ end }}")]
    [InlineData("ERB", Frame + "<h1><%= @titre %></h1></body></html>")]
    [InlineData("EJS, an attribute", Frame + "<a href='<%= url %>'>Suite</a></body></html>")]
    [InlineData("PHP", "<?php include 'entete.php'; ?><h1>Bonjour</h1>")]
    [InlineData("PHP, an attribute", Frame + "<a href=\"<?= $url ?>\">Suite</a></body></html>")]
    [InlineData("Blade", "@extends('base')\n@section('corps')\n<h1>Bonjour</h1>\n@endsection")]
    [InlineData("Razor", "@model Lettre\n<h1>Bonjour</h1>")]
    [InlineData("Blade, a text", Frame + "<h1>{!! $titre !!}</h1></body></html>")]
    [InlineData("Razor, a text", Frame + "<h1>Bonjour @Model.Nom</h1></body></html>")]
    [InlineData("Razor, helper", Frame + "<input asp-for='Nom'></body></html>")]
    [InlineData("Thymeleaf", Frame + "<h1 th:text='${titre}'>Bonjour</h1></body></html>")]
    [InlineData("FreeMarker", Frame + "<#if grand><h1>Bonjour</h1></#if></body></html>")]
    [InlineData("JSP", "<%@ page language='java' %>" + Frame + "<h1>Bonjour</h1></body></html>")]
    public void The_source_of_a_template_is_not_taken_for_a_page(string language, string html) =>
        Assert.True(SomePage.Nature(html) == PageNature.Template, language);

    [Theory]
    [InlineData("code samples", Frame + "<h1>Jinja</h1><p>Écrivez <code>{{ titre }}</code>.</p><pre>{% extends 'base.html' %}\n&lt;%= x %&gt; @extends('x')</pre></body></html>")]
    [InlineData("sentences about templates", Frame + "<h1>Conseils</h1><p>Remplacez {{ reponse|safe }} par {{ reponse }} dans le gabarit, et ajoutez {% csrf_token %} ou @csrf à chaque formulaire ; &lt;%= x %&gt; échappe, {!! x !!} et @Html.Raw(x) non.</p></body></html>")]
    [InlineData("an editor", Frame + "<h1>Modèles</h1><label for='m'>Modèle</label><textarea id='m'>Bonjour {{ prenom }}, {% if x %}</textarea></body></html>")]
    [InlineData("templates for a library of the page", Frame + "<h1>Lettres</h1><script type='text/x-handlebars'>{{#each lettres}}<li>{{objet}}</li>{{/each}}</script></body></html>")]
    [InlineData("objects and strings in a script", Frame + "<h1>Lettres</h1><script>const a={b:{c:{}}};const d=`${a}`;const e='<b>'+a+'</b>';if(a){{d}}</script></body></html>")]
    [InlineData("styles", "<!doctype html><html lang='fr'><head><title>T</title><style>@media (min-width:1px){p{color:red}}</style></head><body><h1>Bonjour</h1></body></html>")]
    [InlineData("an address", Frame + "<h1>Écrivez-nous</h1><p>contact@exemple.fr, @mairie, 100 % {sic}</p></body></html>")]
    [InlineData("a comment", Frame + "<!-- rendu par {% extends %} --><h1>Bonjour</h1></body></html>")]
    public void A_page_that_only_shows_or_carries_such_signs_is_a_page(string what, string html) =>
        Assert.True(SomePage.Nature(html) == PageNature.Finished, what);

    [Theory]
    [InlineData("many elements", "<p>a</p>", 31_000)]
    [InlineData("endless nesting", "<div>", 60_000)]
    public void A_page_too_large_to_judge_is_told_so_at_once_with_its_title(string what, string piece, int times)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var facts = SomePage.Facts(SomePage.Seen(Frame + string.Concat(Enumerable.Repeat(piece, times)) + "</body></html>"));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), what);
        Assert.Equal("Tri du courrier", Assert.IsType<TextValue>(facts["page.title"].Value).Value);
        Assert.Contains("trop grande", facts["page.rgaa.1.1.1.outcome"].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
        Assert.Contains("trop grande", facts["page.consoleErrors"].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void The_frame_of_an_application_is_known_by_the_mark_of_its_contents_whatever_waits_around_it() =>
        Assert.Equal(PageNature.Shell, SomePage.Nature(Frame + "<div>%sveltekit.body%</div><div id='splash'><img src='logo.png' alt='Tri'></div></body></html>"));

    [Fact]
    public void Expressions_that_a_script_of_the_page_replaced_make_no_template()
    {
        const string html = Frame + "<div id='app'><h1>{{ titre }}</h1></div><script src='vue.js'></script></body></html>";
        var filled = html.Replace("{{ titre }}", "Bonjour", StringComparison.Ordinal);

        Assert.Equal(PageNature.Finished, new AuditedPage(SomePage.Seen(html, generated: filled), markers: null).Nature);
        Assert.Equal(PageNature.Template, new AuditedPage(SomePage.Seen(html), markers: null).Nature);
    }

    [Theory]
    [InlineData("Vite", Frame + "<div id='app'></div><script type='module' src='/src/main.js'></script></body></html>")]
    [InlineData("Create React App", "<!doctype html><html lang='fr'><head><base href='%PUBLIC_URL%/'><title>Signalement</title></head><body><noscript>Activez JavaScript.</noscript><section id='root'></section></body></html>")]
    [InlineData("Angular", Frame + "<app-root>Chargement…</app-root><script src='main.js' type='module'></script></body></html>")]
    public void The_empty_frame_of_an_application_is_not_taken_for_its_interface(string tool, string html)
    {
        var facts = SomePage.Facts(SomePage.Seen(html));

        Assert.True(SomePage.Nature(html) == PageNature.Shell, tool);
        foreach (var test in (string[])["8.1.1", "8.3.1", "8.5.1", "9.2.1", "10.1.1", "12.7.1"])
            Assert.Equal(UnavailableBecause.Unreadable, facts[$"page.rgaa.{test}.outcome"].Why?.Because);
        foreach (var key in (string[])["page.cookiesBeforeConsent", "page.consoleErrors", "page.axeViolations", "page.thirdPartyHosts", "page.formFieldsPersonal", "page.privacyLink"])
            Assert.Contains("npm run build", facts[key].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Frame + "<main id='root'><h1>Bonjour</h1></main><script type='module' src='app.js'></script></body></html>")]
    [InlineData(Frame + "<p>Bonjour</p></body></html>")]
    [InlineData(Frame + "<div id='a'>Le service est fermé le dimanche.</div><script>a.hidden = false</script></body></html>")]
    [InlineData(Frame + "</body></html>")]
    public void A_page_with_content_or_without_scripts_is_no_frame(string html) => Assert.Equal(PageNature.Finished, SomePage.Nature(html));

    [Fact]
    public void What_the_frame_loads_from_others_is_true_of_the_application()
    {
        var shell = SomePage.Seen(Frame + "<div id='app'></div><script src='https://cdn.exemple.net/a.js'></script></body></html>", [SomePage.Refused("https://cdn.exemple.net/a.js", "script")]);

        Assert.Equal(["cdn.exemple.net"], Assert.IsType<ObservationsValue>(SomePage.Facts(shell)["page.thirdPartyHosts"].Value).Items.Select(item => item.Excerpt));
    }

    [Fact]
    public void Nothing_of_the_whole_document_is_said_of_a_fragment()
    {
        var facts = SomePage.Facts(SomePage.Source("{% extends 'base.html' %}{% block corps %}<h1>Bonjour</h1>{% endblock %}"));

        foreach (var test in (string[])["8.1.1", "8.2.1", "8.3.1", "8.5.1", "8.6.1", "9.2.1", "10.11.1", "12.7.1"])
            Assert.Equal(UnavailableBecause.Unreadable, facts[$"page.rgaa.{test}.outcome"].Why?.Because);
        Assert.DoesNotContain(facts.Values, fact => fact.Value is TextValue { Value: "compliant" or "notApplicable" or "nonCompliant" });
        Assert.Contains("gabarit non rendu", facts["page.consoleErrors"].Why!.Detail.Fr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1.3", "<input type='image' src='{{ image }}'>")]
    [InlineData("2.1.1", "<iframe src='https://exemple.fr/carte'></iframe>")]
    [InlineData("6.2.1", "<a href='{{ url }}'></a>")]
    [InlineData("10.1.1", "<center>Bonjour</center>")]
    [InlineData("11.1.1", "<input name='objet'>")]
    public void A_failure_that_lies_in_one_element_of_the_source_is_stated(string test, string element) =>
        Assert.Equal(RgaaOutcome.NonCompliant, SomePage.Outcome(Fragment(element), test));

    [Theory]
    [InlineData("6.2.1", "<a href='/x'>{{ nom }}</a>")]
    [InlineData("1.1.3", "<input type='image' src='a.png' {{ attributs }}>")]
    [InlineData("1.1.3", "{# <input type='image' src='a.png'> #}")]
    [InlineData("2.1.1", "<iframe src='/x' title='{{ titre }}'></iframe>")]
    [InlineData("2.1.1", "<iframe src='/x' th:title='${titre}'></iframe>")]
    [InlineData("11.1.1", "<input id='objet' name='objet'>")]
    public void An_element_that_an_expression_or_another_part_may_mend_is_not_accused(string test, string element) =>
        Assert.Equal(RgaaOutcome.NotTested, SomePage.Outcome(Fragment(element), test));

    [Fact]
    public void A_piece_of_markup_that_nobody_calls_a_page_may_be_a_part_of_one()
    {
        var piece = SomePage.Source("<nav><a href='/'></a></nav>");

        Assert.Equal(RgaaOutcome.NonCompliant, SomePage.Outcome(piece, "8.1.1"));
        Assert.Equal(RgaaOutcome.NotTested, SomePage.Outcome(piece with { MayBePart = true }, "8.1.1"));
        Assert.Equal(RgaaOutcome.NonCompliant, SomePage.Outcome(piece with { MayBePart = true }, "6.2.1"));
        Assert.Equal(RgaaOutcome.NonCompliant, SomePage.Outcome(SomePage.Source("<html><p>Bonjour") with { MayBePart = true }, "8.1.1"));
    }

    [Fact]
    public void A_template_that_is_the_whole_document_holds_all_labels_of_its_fields()
    {
        Assert.Equal(RgaaOutcome.NonCompliant, SomePage.Outcome(SomePage.Source(Frame + "<form><input id='km' name='km'></form><p>{{ prix }}</p></body></html>"), "11.1.1"));
        Assert.Equal(RgaaOutcome.NotTested, SomePage.Outcome(SomePage.Source(Frame + "<form><label for='{{ champ }}'>Km</label><input id='km' name='km'></form></body></html>"), "11.1.1"));
    }

    [Fact]
    public void A_form_of_a_fragment_may_have_its_privacy_link_in_the_layout()
    {
        var facts = SomePage.Facts(Fragment("<form><label for='c'>E-mail</label><input id='c' type='email' name='email'></form>"));

        Assert.Equal(1, Assert.IsType<ObservationsValue>(facts["page.formFieldsPersonal"].Value).Total);
        Assert.Null(facts["page.privacyLink"].Value);
    }

    private static PageEvidence Fragment(string element) => SomePage.Source($"{{% extends 'base.html' %}}{{% block corps %}}{element}{{% endblock %}}");
}
