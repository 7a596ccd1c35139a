using System.Globalization;
using System.Text;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Names of columns as found in a file and as written in a dictionary, compared the way a reader would.</summary>
internal static class ColumnNames
{
    /// <summary>The columns that a fact names: the items of a list, or the columns of its sightings.</summary>
    public static IReadOnlyList<string> Of(FactValue? value) => value switch
    {
        TextListValue list => list.Values,
        ObservationsValue observations => [.. observations.Items.Select(item => item.Where.DataColumn ?? item.Excerpt).OfType<string>().Distinct(StringComparer.Ordinal)],
        _ => [],
    };

    /// <summary>Without accents, capitals and separators: <c>Date de naissance</c> and <c>date_de_naissance</c> are one.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(c))
                folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }
}
