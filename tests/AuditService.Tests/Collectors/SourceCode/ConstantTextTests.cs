using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode;

/// <summary>A text that the file writes out is its author's; any other may be somebody else's.</summary>
public sealed class ConstantTextTests
{
    private static readonly Detector RawHtml = Some.Detector(@"\bunsafe_allow_html\s*=\s*True\b", scope: DetectScope.Call) with { UnlessConstant = true };

    [Theory]
    [InlineData("st.markdown('<style></style>', unsafe_allow_html=True)\n")]
    [InlineData("st.markdown('<b>' + '</b>' * 2, unsafe_allow_html=True)\n")]
    [InlineData("html = ('<p>'\n    'Titre</p>')\nst.markdown(html, unsafe_allow_html=True)\n")]
    [InlineData("BLEU = '#00f'\ndef titre():\n    page = f'<p style=\"color:{BLEU}\">'\n    page += '</p>'\n    st.markdown(page, unsafe_allow_html=True)\n")]
    [InlineData("for couleur in ['red', 'blue']:\n    st.markdown(f'<p class=\"{couleur}\">', unsafe_allow_html=True)\n")]
    public void Written_out(string code) => Assert.Empty(Some.Lines(RawHtml, "python", code));

    [Theory]
    [InlineData("st.markdown(texte, unsafe_allow_html=True)\n")]
    [InlineData("st.markdown(f'<b>{total}</b>', unsafe_allow_html=True)\n")]
    [InlineData("texte = '<p>'\nif reponse:\n    texte = reponse.text\nelse:\n    texte = '<p>'\nst.markdown(texte, unsafe_allow_html=True)\n")]
    [InlineData("page = '<p>'\ndef montrer(page):\n    st.markdown(page, unsafe_allow_html=True)\n")]
    [InlineData("st.markdown('<b>%s</b>' % nom, unsafe_allow_html=True)\n")]
    [InlineData("st.markdown('<b>{}</b>'.format(nom), unsafe_allow_html=True)\n")]
    [InlineData("from gabarits import page\nst.markdown(page, unsafe_allow_html=True)\n")]
    public void From_elsewhere(string code) => Assert.NotEmpty(Some.Lines(RawHtml, "python", code));

    [Theory]
    [InlineData("N = 'x'\nq = \"SELECT a WHERE n = \" + N\n", 0)]
    [InlineData("q = \"SELECT a WHERE n = \" + n\n", 1)]
    [InlineData("def f(n):\n    q = f\"\"\"SELECT a\n    FROM t\n    WHERE n = {n}\"\"\"\n", 1)]
    public void A_statement_is_read_to_the_end_of_its_long_strings_and_its_target_is_no_source(string code, int expected) =>
        Assert.Equal(expected, Some.Lines(Some.Detector(@"^\s*\w+\s*=\s*f?""+SELECT") with { UnlessConstant = true }, "python", code).Length);

    [Fact]
    public void In_a_test_a_sighting_proves_nothing_of_the_product()
    {
        var detector = Some.Detector(@"\bverify\s*=\s*False\b");
        var text = Some.Code("python", "requests.get(u, verify=False)\n");
        Assert.Equal(1, Assert.Single(Some.Scan(detector, text)).Confidence);
        Assert.Equal(0.55, Assert.Single(Some.Scan(detector, text with { Path = "tests/test_api.py" })).Confidence);
    }
}
