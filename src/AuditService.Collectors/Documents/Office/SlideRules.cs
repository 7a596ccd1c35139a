namespace AuditService.Collectors.Documents.Office;

/// <summary>Slides: titles (OFF-07), reading order (OFF-14), no automatic advance (OFF-20), sections (OFF-21).</summary>
internal static class SlideRules
{
    private const int ManySlides = 20;

    public static void Check(OfficeRuleContext context)
    {
        var titles = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var slide in context.Document.Slides)
        {
            var place = new DocumentPlace(slide.Number);
            CheckTitle(context, slide, place, titles);
            CheckOrder(context, slide, place);
            context.Examine(20);
            if (slide.AdvancesByItself)
                context.Warn(20, place, "la diapositive avance d'elle-même", "the slide advances by itself");
        }

        if (context.Document.Slides.Count <= ManySlides)
            return;
        context.Examine(21);
        if (!context.Document.HasSections)
            context.Warn(21, DocumentPlace.WholeDocument, $"{context.Document.Slides.Count} diapositives sans sections nommées", $"{context.Document.Slides.Count} slides without named sections");
    }

    private static void CheckTitle(OfficeRuleContext context, OfficeSlide slide, DocumentPlace place, Dictionary<string, int> titles)
    {
        context.Examine(7);
        if (slide.Title is null)
            context.Fail(7, place, "la diapositive n'a pas de titre", "the slide has no title");
        else if (string.IsNullOrWhiteSpace(slide.Title))
            context.Fail(7, place, "le titre de la diapositive est vide", "the slide's title is empty");
        else if (!titles.TryAdd(slide.Title.Trim(), slide.Number))
        {
            var (first, quoted) = (titles[slide.Title.Trim()], Excerpt.Quoted(slide.Title));
            context.Warn(7, place, $"le même titre que la diapositive {first} : {quoted}", $"the same title as slide {first}: {quoted}");
        }
    }

    /// <summary>The title is read first, and nothing is read after what stands wholly below it in the same column.</summary>
    private static void CheckOrder(OfficeRuleContext context, OfficeSlide slide, DocumentPlace place)
    {
        if (slide.Boxes.Count < 2)
            return;
        context.Examine(14);
        var boxes = slide.Boxes;
        var title = boxes.TakeWhile(static b => !b.IsTitle).Count();
        if (title > 0 && title < boxes.Count && boxes.Take(title).Any(b => b.Y + b.Height > boxes[title].Y))
        {
            context.Review(14, place, "le titre n'est pas lu en premier", "the title is not read first");
            return;
        }

        for (var i = 0; i < Math.Min(boxes.Count, 200); i++)
        {
            for (var later = i + 1; later < Math.Min(boxes.Count, 200); later++)
            {
                if (!IsAbove(boxes[later], boxes[i]) || boxes[i].IsTitle || boxes[later].IsTitle)
                    continue;
                context.Review(14, place, "un objet est lu après un autre qui se trouve plus bas", "an object is read after another that stands below it");
                return;
            }
        }
    }

    private static bool IsAbove(OfficeBox upper, OfficeBox lower) =>
        upper.Y + upper.Height <= lower.Y && upper.X < lower.X + lower.Width && lower.X < upper.X + upper.Width;
}
