using AuditService.Collectors.Documents;

namespace AuditService.Tests.Collectors.Documents;

public sealed class ProseTests
{
    [Theory]
    [InlineData("L'accès est libre : entrez !", 4)]
    [InlineData("  ", 0)]
    [InlineData("– • —", 0)]
    [InlineData("12 % de 3,5", 3)]
    public void Words_are_tokens_with_a_letter_or_a_digit(string text, int words) => Assert.Equal(words, Prose.CountWords(text));

    [Theory]
    [InlineData("M. Dupont est venu. Il repart.", 2)]
    [InlineData("Voir l'art. 6 du RGPD, p. 4. Fin.", 2)]
    [InlineData("Vraiment ?! Oui… peut-être.", 2)]
    [InlineData("Le taux est de 3.5 % par an", 1)]
    [InlineData("Il dit : « Non. » Elle part.", 2)]
    [InlineData("J. R. R. Tolkien écrit.", 1)]
    public void Abbreviations_and_numbers_end_no_sentence(string text, int sentences) => Assert.Equal(sentences, Prose.Sentences(text).Count());

    [Fact]
    public void Lix_is_words_a_sentence_plus_the_percentage_of_long_words()
    {
        // 30 words in 3 sentences, of which 6 of more than six letters: 10 + 20.
        var text = string.Join(' ', Enumerable.Repeat("Un deux trois quatre cinq six sept interdiction l'ordinateur fin.", 3));

        var readability = Readability.Of([new DocumentParagraph(text, ParagraphRole.Body, DocumentPlace.WholeDocument)], 10)!;

        Assert.Equal((30, 3), (readability.Words, readability.Sentences));
        Assert.Equal(30, readability.Lix);
    }

    [Fact]
    public void Long_sentences_are_counted_with_their_place_and_without_their_text()
    {
        var place = new DocumentPlace(4, 2);
        var text = string.Join(' ', Enumerable.Repeat("secret", 41)) + ". Courte.";

        var readability = Readability.Of([new DocumentParagraph(text, ParagraphRole.Body, place)], 10)!;

        Assert.Equal(1, readability.LongSentenceCount);
        Assert.Equal(place, readability.LongSentences[0].Place);
        Assert.DoesNotContain("secret", readability.LongSentences[0].Detail.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_tables_and_too_little_text_are_not_measured() => Assert.Null(Readability.Of(
        [
            new DocumentParagraph(string.Join(' ', Enumerable.Repeat("mot", 50)), ParagraphRole.Heading, DocumentPlace.WholeDocument),
            new DocumentParagraph("Une phrase courte.", ParagraphRole.Body, DocumentPlace.WholeDocument),
        ],
        10));
}
