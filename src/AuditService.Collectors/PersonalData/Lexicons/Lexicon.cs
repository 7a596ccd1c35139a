using System.Collections.Frozen;
using System.Reflection;

namespace AuditService.Collectors.PersonalData.Lexicons;

/// <summary>
/// Word lists embedded in this assembly: facts written from general knowledge, in lower case without accents.
/// A look-up takes any spelling and folds it first.
/// </summary>
internal sealed class Lexicon
{
    private readonly FrozenSet<string> words;

    private Lexicon(string resource) => words = Load(resource);

    public static Lexicon FirstNames { get; } = new("first-names");

    /// <summary>First names that are also everyday words, months or towns: alone they prove nothing.</summary>
    public static Lexicon AmbiguousFirstNames { get; } = new("ambiguous-first-names");

    public static Lexicon Surnames { get; } = new("surnames");

    public static Lexicon Communes { get; } = new("communes");

    public static Lexicon StreetTypes { get; } = new("street-types");

    /// <summary>Capitalised words that follow or precede names without being one.</summary>
    public static Lexicon CommonWords { get; } = new("common-words");

    public bool Contains(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > 40) return false;
        Span<char> folded = stackalloc char[word.Length];
        return words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded[..Folding.Into(word, folded)]);
    }

    private static FrozenSet<string> Load(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"AuditService.Collectors.PersonalData.Lexicons.{resource}.txt")
            ?? throw new InvalidOperationException($"The word list {resource} is not embedded.");
        using var reader = new StreamReader(stream);
        var read = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) read.Add(Folding.Of(word));
        }

        return read.ToFrozenSet(StringComparer.Ordinal);
    }
}
