using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class QualityDictionaryTests
{
    private static readonly Subject Letters = new(SubjectKind.Dataset, "data/courriers.csv");

    private const string Dictionary = """
        dataSets:
          - path: data/courriers.csv
            columns:
              - { name: Identifiant, meaning: numéro interne }
              - { name: csp }
              - { name: ancien_code, meaning: retiré en 2024 }
        """;

    [Fact]
    public void Columns_and_dictionary_are_compared_both_ways()
    {
        var derived = DossierCase.Declaring(Dictionary).With(Letters, "dataset.columns", new TextListValue(["identifiant", "CSP", "service"])).Through(new QualityDictionary());

        Assert.Equal(["CSP", "service"], derived.Texts(Letters, "dataset.columnsWithoutMeaning"));
        Assert.Equal(["ancien_code"], derived.Texts(Letters, "dataset.absentColumns"));
    }

    [Fact]
    public void A_set_without_dictionary_is_not_compared()
    {
        var derived = DossierCase.Declaring("dataSets: [{ path: data/courriers.csv }]").With(Letters, "dataset.columns", new TextListValue(["service"])).Through(new QualityDictionary());

        Assert.Null(derived[Letters, "dataset.columnsWithoutMeaning"]);
        Assert.Null(derived[Letters, "dataset.absentColumns"]);
    }

    [Fact]
    public void A_set_that_could_not_be_read_is_not_compared()
    {
        var derived = DossierCase.Declaring(Dictionary).Unreadable(Letters, "dataset.columns", "broken").Through(new QualityDictionary());

        Assert.Equal("broken", derived.WhyNot(Letters, "dataset.absentColumns"));
    }
}
