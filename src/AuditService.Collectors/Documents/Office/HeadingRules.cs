using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>A long text has headings (OFF-04), in order (OFF-05), and real ones (OFF-06).</summary>
internal static class HeadingRules
{
    private const int LongTextWords = 600;

    private static readonly BoundedRegex Labelled = new(@"[:;,.!?…]$|\s?:\s");

    public static void Check(OfficeRuleContext context)
    {
        if (!context.Applies(4))
            return;
        var headings = context.Document.Paragraphs().Where(static p => p.HeadingLevel is not null).ToList();
        CheckPresence(context, headings);
        CheckOrder(context, headings);
        CheckDisguised(context);
    }

    private static void CheckPresence(OfficeRuleContext context, List<OfficeParagraph> headings)
    {
        if (context.Text.Words <= LongTextWords)
            return;
        context.Examine(4);
        if (headings.Count == 0)
            context.Warn(4, DocumentPlace.WholeDocument, $"aucun titre en {context.Text.Words} mots", $"no heading in {context.Text.Words} words");
    }

    private static void CheckOrder(OfficeRuleContext context, List<OfficeParagraph> headings)
    {
        var previous = 0;
        foreach (var heading in headings)
        {
            context.Examine(5);
            if (string.IsNullOrWhiteSpace(heading.Text))
            {
                if (!heading.HoldsOther)
                    context.Fail(5, heading.Place, $"titre vide de niveau {heading.HeadingLevel}", $"empty heading of level {heading.HeadingLevel}");
                continue;
            }

            var level = heading.HeadingLevel!.Value;
            var quoted = Excerpt.Quoted(heading.Text);
            if (previous == 0 && level > 1)
                context.Warn(5, heading.Place, $"le premier titre est de niveau {level} : {quoted}", $"the first heading is of level {level}: {quoted}");
            else if (level > previous + 1)
                context.Warn(5, heading.Place, $"le niveau {level} suit le niveau {previous} : {quoted}", $"level {level} follows level {previous}: {quoted}");
            if (heading.InTable)
                context.Warn(5, heading.Place, $"titre dans un tableau : {quoted}", $"heading inside a table: {quoted}");
            previous = level;
        }
    }

    /// <summary>A short paragraph, wholly bold or larger than its surroundings, followed by ordinary text.</summary>
    private static void CheckDisguised(OfficeRuleContext context)
    {
        var blocks = context.Document.Blocks;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is not OfficeParagraph { Role: ParagraphRole.Body } paragraph || paragraph.IsBlank)
                continue;
            context.Examine(6);
            if (!StandsOut(paragraph, context.Document.BodySize))
                continue;
            var next = blocks.Skip(i + 1).Take(6).FirstOrDefault(static b => b is not OfficeParagraph { IsBlank: true });
            if (next is OfficeTable || next is OfficeParagraph { Role: ParagraphRole.Body or ParagraphRole.ListItem } following && !StandsOut(following, context.Document.BodySize))
            {
                var quoted = Excerpt.Quoted(paragraph.Text);
                context.Review(6, paragraph.Place, $"ressemble à un titre sans en être un : {quoted}", $"looks like a heading and is none: {quoted}");
            }
        }
    }

    private static bool StandsOut(OfficeParagraph paragraph, double bodySize)
    {
        var text = paragraph.Text.Trim();
        if (paragraph.HasTellingStyle || paragraph.InTable || text.Length > 100 || Prose.CountWords(text) is 0 or > 12 || Labelled.IsMatch(text))
            return false;
        var runs = paragraph.Runs.Where(static r => !string.IsNullOrWhiteSpace(r.Text)).ToList();
        return runs.TrueForAll(static r => r.Link is null) && (runs.TrueForAll(static r => r.Bold) || runs.TrueForAll(r => r.Size >= bodySize * 1.2));
    }
}
