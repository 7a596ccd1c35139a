using AuditService.Authoring.Manifests;

namespace AuditService.Tests.Authoring;

public sealed class ManifestKeysTests
{
    [Theory]
    [InlineData("processings")]
    [InlineData("dataSets")]
    [InlineData("models")]
    [InlineData("charts")]
    [InlineData("architecture.components")]
    [InlineData("deployment")]
    [InlineData("training")]
    [InlineData("usage")]
    public void Each_key_of_an_entry_has_a_few_words_in_both_languages_and_is_given_to_type(string path)
    {
        var keys = ManifestKeys.At(path);

        Assert.NotNull(keys);
        Assert.All(keys, key =>
        {
            foreach (var label in new[] { key.Label.Fr, key.Label.En })
            {
                Assert.EndsWith($" ({key.Id})", label, StringComparison.Ordinal);
                Assert.InRange(label.Length - key.Id.Length, 6, 70);
                Assert.Equal(1, label.Count(character => character == '('));
            }
        });
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("answers")]
    [InlineData("project.name")]
    public void A_path_that_leads_to_no_entry_has_no_keys(string path) => Assert.Null(ManifestKeys.At(path));
}
