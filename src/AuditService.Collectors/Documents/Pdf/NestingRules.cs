namespace AuditService.Collectors.Documents.Pdf;

/// <summary>
/// How tables, lists and contents nest (clause 7.2), as one table: which parent a type must have, which children it may hold, and how many.
/// Types are the mapped ones; a NonStruct between parent and child means nothing.
/// </summary>
internal static class NestingRules
{
    public static readonly string[] Tests =
    [
        "7.2-3", "7.2-4", "7.2-5", "7.2-6", "7.2-7", "7.2-8", "7.2-9", "7.2-10", "7.2-11", "7.2-12", "7.2-13", "7.2-14", "7.2-16", "7.2-17", "7.2-18", "7.2-19", "7.2-20",
        "7.2-26", "7.2-27", "7.2-28", "7.2-36", "7.2-37", "7.2-38", "7.2-39", "7.2-40",
    ];

    private static readonly Dictionary<string, (string Test, string[] Parents)> Parents = new()
    {
        ["TR"] = ("7.2-4", ["Table", "THead", "TBody", "TFoot"]),
        ["THead"] = ("7.2-5", ["Table"]),
        ["TBody"] = ("7.2-6", ["Table"]),
        ["TFoot"] = ("7.2-7", ["Table"]),
        ["TH"] = ("7.2-8", ["TR"]),
        ["TD"] = ("7.2-9", ["TR"]),
        ["LI"] = ("7.2-17", ["L"]),
        ["LBody"] = ("7.2-18", ["LI"]),
        ["TOCI"] = ("7.2-26", ["TOC"]),
    };

    private static readonly Dictionary<string, (string Test, string[] Children)> Children = new()
    {
        ["Table"] = ("7.2-3", ["TR", "THead", "TBody", "TFoot", "Caption"]),
        ["TR"] = ("7.2-10", ["TH", "TD"]),
        ["L"] = ("7.2-19", ["L", "LI", "Caption"]),
        ["LI"] = ("7.2-20", ["Lbl", "LBody"]),
        ["TOC"] = ("7.2-27", ["TOC", "TOCI", "Caption"]),
        ["THead"] = ("7.2-36", ["TR"]),
        ["TBody"] = ("7.2-37", ["TR"]),
        ["TFoot"] = ("7.2-38", ["TR"]),
    };

    public static void Check(PdfRuleContext context)
    {
        foreach (var element in context.Tree.Elements)
        {
            if (element.Type is not { } type)
                continue;
            if (Parents.TryGetValue(type, out var upward))
            {
                var parent = element.MeaningfulParent?.Type;
                context.Demand(upward.Test, upward.Parents.Contains(parent), element.Place, $"{type} sous {parent ?? "la racine"}", $"{type} under {parent ?? "the root"}");
            }

            if (!Children.TryGetValue(type, out var downward))
                continue;
            var kids = element.MeaningfulChildren().Select(static c => c.Type!).ToList();
            var stranger = kids.Find(k => !downward.Children.Contains(k));
            context.Demand(downward.Test, stranger is null, element.Place, $"{stranger} dans {type}", $"{stranger} in {type}");
            CheckCounts(context, element, type, kids);
        }
    }

    private static void CheckCounts(PdfRuleContext context, StructureElement element, string type, List<string> kids)
    {
        var place = element.Place;
        var laterCaption = kids.Skip(1).Contains("Caption");
        switch (type)
        {
            case "L":
                context.Demand("7.2-40", !laterCaption, place, "la légende de la liste n'est pas en tête", "the caption of the list is not its first child");
                break;
            case "TOC":
                context.Demand("7.2-28", !laterCaption, place, "la légende de la table des matières n'est pas en tête", "the caption of the contents is not its first child");
                break;
            case "Table":
                int heads = Count("THead"), feet = Count("TFoot"), bodies = Count("TBody"), captions = Count("Caption");
                context.Demand("7.2-11", heads <= 1, place, $"{heads} en-têtes de tableau", $"{heads} table heads");
                context.Demand("7.2-12", feet <= 1, place, $"{feet} pieds de tableau", $"{feet} table feet");
                context.Demand("7.2-13", feet == 0 || bodies > 0, place, "un pied de tableau sans corps", "a table foot without a body");
                context.Demand("7.2-14", heads == 0 || bodies > 0, place, "un en-tête de tableau sans corps", "a table head without a body");
                context.Demand("7.2-39", captions <= 1, place, $"{captions} légendes de tableau", $"{captions} table captions");
                context.Demand(
                    "7.2-16", !kids.Skip(1).SkipLast(1).Contains("Caption"), place,
                    "la légende du tableau n'est ni en tête ni en fin", "the caption of the table is neither its first nor its last child");
                break;
        }

        int Count(string name) => kids.Count(k => k == name);
    }
}
