using AuditService.Core;

namespace AuditService.Collectors.Documents;

/// <summary>How hard running text is to read.</summary>
/// <param name="Lix">
/// The läsbarhetsindex of C.-H. Björnsson (Läsbarhet, 1968): words per sentence plus the percentage of words longer than six letters. It
/// needs no syllables, so that French and English texts are measured alike. Björnsson's bands: 30 easy, 40 ordinary, 50 difficult, 60 and
/// more very difficult.
/// </param>
/// <param name="Words">Words of the paragraphs and list items measured; headings, tables and captions are left out.</param>
/// <param name="Sentences">Their sentences.</param>
/// <param name="LongSentenceCount">Sentences of more than <see cref="LongSentenceWords"/> words.</param>
/// <param name="LongSentences">The first of them: place and length, never their text.</param>
public sealed record Readability(double Lix, int Words, int Sentences, int LongSentenceCount, IReadOnlyList<DocumentSighting> LongSentences)
{
    /// <summary>From how many words on a sentence is long: our own choice, twice the 20 words that plain-language guides recommend.</summary>
    public const int LongSentenceWords = 40;

    private const int EnoughWords = 30;

    /// <summary>Null when there is too little running text to say anything.</summary>
    internal static Readability? Of(IEnumerable<DocumentParagraph> paragraphs, int places)
    {
        int words = 0, longWords = 0, sentences = 0, longSentences = 0;
        var sightings = new List<DocumentSighting>();
        foreach (var paragraph in paragraphs)
        {
            if (paragraph.Role is not (ParagraphRole.Body or ParagraphRole.ListItem))
                continue;
            foreach (var sentence in Prose.Sentences(paragraph.Text))
            {
                var (count, lengthy) = Measure(sentence);
                words += count;
                longWords += lengthy;
                sentences++;
                if (count <= LongSentenceWords)
                    continue;
                longSentences++;
                if (sightings.Count < places)
                    sightings.Add(new DocumentSighting(paragraph.Place, new LocalizedText($"une phrase de {count} mots", $"a sentence of {count} words")));
            }
        }

        return words < EnoughWords
            ? null
            : new Readability(Math.Round((double)words / sentences + 100.0 * longWords / words, 1), words, sentences, longSentences, sightings);
    }

    private static (int Words, int Long) Measure(string sentence)
    {
        int words = 0, lengthy = 0, longest = 0, run = 0;
        var counts = false;
        foreach (var character in sentence)
        {
            if (char.IsWhiteSpace(character))
            {
                Close();
                continue;
            }

            if (char.IsLetterOrDigit(character))
                counts = true;
            // An elided article ("l'intelligence") adds nothing to the length of its word.
            run = char.IsLetter(character) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        Close();
        return (words, lengthy);

        void Close()
        {
            if (counts)
            {
                words++;
                if (longest > 6)
                    lengthy++;
            }

            counts = false;
            longest = run = 0;
        }
    }
}
