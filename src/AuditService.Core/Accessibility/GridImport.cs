using System.Globalization;

namespace AuditService.Core.Accessibility;

/// <summary>What a filled grid says of an audit: the verdicts that are new, or all that is wrong with the file.</summary>
/// <param name="Verdicts">Those that differ from what counts today; empty when the same file comes a second time.</param>
/// <param name="Problems">With one, nothing is imported.</param>
/// <param name="Warnings">Imported all the same: verdicts against proven failures or in the place of somebody else's, derogations without a reason, failures without a description.</param>
public sealed record GridImport(IReadOnlyList<GridVerdict> Verdicts, IReadOnlyList<GridProblem> Problems, IReadOnlyList<GridProblem> Warnings)
{
    /// <summary>Characters of a comment: what a spreadsheet holds in a cell.</summary>
    public const int LongestComment = 32_767;

    /// <param name="grid">The grid of the audit as it counts today.</param>
    /// <param name="exported">The same as the file was exported from it: what the file repeats of it, it does not say. Null where the file does not tell.</param>
    /// <param name="auditId">The audit that is filled.</param>
    /// <param name="author">Name of the auditor who brings the file.</param>
    public static GridImport Of(GridFile file, AccessibilityGrid grid, AccessibilityGrid? exported, string auditId, string author)
    {
        var problems = new List<GridProblem>();
        var warnings = new List<GridProblem>();
        var verdicts = new List<GridVerdict>();
        if (file.AuditId is { } named && named != auditId)
            problems.Add(new("Échantillon", new($"cette grille vient de l'audit {named}, non de {auditId}", $"this grid comes from the audit {named}, not from {auditId}")));
        if (file.Referential is { } referential && referential != grid.Referential.Name)
            problems.Add(new("Échantillon", new($"cette grille suit {referential} ; l'audit suit {grid.Referential.Name}", $"this grid follows {referential}; the audit follows {grid.Referential.Name}")));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in file.Columns)
        {
            if (PageOf(column, grid) is not { } page)
            {
                problems.Add(new(column.At, new(
                    $"page inconnue de cet audit : « {column.Name} » (ajoutez-la à interface.pages dans dossier.yaml, puis relancez l'audit)",
                    $"page not known to this audit: \"{column.Name}\" (add it to interface.pages in dossier.yaml, then run the audit again)")));
                continue;
            }

            if (!taken.Add(page.Id))
                problems.Add(new(column.At, new($"la page « {page.Name} » est donnée deux fois", $"the page \"{page.Name}\" is given twice")));
            else
                Read(column, page);
        }

        return problems.Count > 0 ? new([], problems, warnings) : new(verdicts, [], warnings);

        void Read(GridFileColumn column, SamplePage page)
        {
            var criteria = new HashSet<string>(StringComparer.Ordinal);
            foreach (var cell in column.Cells)
            {
                if (grid.Find(cell.Criterion, page.Id) is not { } present)
                    problems.Add(new(cell.At, new($"critère inconnu : « {cell.Criterion} »", $"unknown criterion: \"{cell.Criterion}\"")));
                else if (!criteria.Add(cell.Criterion))
                    problems.Add(new(cell.At, new($"le critère {cell.Criterion} est donné deux fois", $"the criterion {cell.Criterion} is given twice")));
                else if (VerdictOf(cell, present, problems) is { } verdict && !IsRepeated(verdict, present))
                    Take(cell, present, verdict);
            }
        }

        // Nothing that somebody else has said since is undone by a file that does not know of it.
        bool IsRepeated(GridVerdict verdict, GridCell present) => SaidByAnother(present) is { } other && (exported is null
            ? verdict.Status == CriterionStatus.NotTested
            : other.Sequence > exported.Version && verdict == exported.Find(verdict.Criterion, verdict.Page)?.AsVerdict);

        GridEntry? SaidByAnother(GridCell present) => present.Human is { } human && !string.Equals(human.Author, author, StringComparison.Ordinal) ? human : null;

        void Take(GridFileCell cell, GridCell present, GridVerdict verdict)
        {
            if (exported is not null && verdict != present.AsVerdict && SaidByAnother(present) is { } since && since.Sequence > exported.Version)
            {
                problems.Add(new(cell.At, new(
                    $"critère {cell.Criterion} sur « {present.Page.Name} » : {verdict.Status.Code()} ici, {Said(since)} depuis l'export de ce fichier ; mettez-vous d'accord, puis remplissez un nouvel export",
                    $"criterion {cell.Criterion} on \"{present.Page.Name}\": {verdict.Status.Code()} here, {Said(since)} since this file was exported; agree, then fill in a new export")));
                return;
            }

            if (verdict.Derogation && verdict.DerogationComment.Length == 0)
                warnings.Add(new(cell.At, new($"dérogation au critère {cell.Criterion} sans commentaire : la loi demande ses raisons", $"derogation from criterion {cell.Criterion} without a comment: the law asks for its reasons")));
            if (verdict.Status == CriterionStatus.NonCompliant && verdict.Changes.Length == 0)
            {
                warnings.Add(new(cell.At, new(
                    $"NC au critère {cell.Criterion} sur « {present.Page.Name} » sans description : écrivez ce qui est à corriger, et où (« Modifications à apporter »)",
                    $"NC for criterion {cell.Criterion} on \"{present.Page.Name}\" without a description: write what is to be mended, and where (\"Modifications à apporter\")")));
            }

            if (verdict != present.AsVerdict)
                verdicts.Add(verdict);
            if (verdict != present.AsVerdict && SaidByAnother(present) is { } other)
                warnings.Add(new(cell.At, new($"{verdict.Status.Code()} remplace {Said(other)}", $"{verdict.Status.Code()} takes the place of {Said(other)}")));
            if (present.Machine == CriterionStatus.NonCompliant && verdict.Status != CriterionStatus.NonCompliant && !(verdict is { Status: CriterionStatus.NotApplicable, Derogation: true }))
            {
                warnings.Add(new(cell.At, new(
                    $"{verdict.Status.Code()} au critère {cell.Criterion} sur « {present.Page.Name} », alors qu'un échec y est prouvé : {present.MachineChanges}",
                    $"{verdict.Status.Code()} for criterion {cell.Criterion} on \"{present.Page.Name}\", where a failure is proven: {present.MachineChanges}")));
            }
        }
    }

    private static SamplePage? PageOf(GridFileColumn column, AccessibilityGrid grid) => new[] { column.Id, column.Name }
        .OfType<string>()
        .Select(name => grid.Columns.FirstOrDefault(page => string.Equals(page.Id, name, StringComparison.Ordinal))
            ?? grid.Columns.FirstOrDefault(page => string.Equals(page.Name, name, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(page => page is not null);

    private static GridVerdict? VerdictOf(GridFileCell cell, GridCell present, List<GridProblem> problems)
    {
        var before = problems.Count;
        // An empty cell is one that nobody filled.
        var status = string.IsNullOrWhiteSpace(cell.Status) ? CriterionStatus.NotTested : CriterionStatuses.Read(cell.Status);
        if (status is null)
            problems.Add(new(cell.At, new($"statut inconnu : « {Shown(cell.Status)} » (C, NC, NA ou NT)", $"unknown status: \"{Shown(cell.Status)}\" (C, NC, NA or NT)")));
        var derogation = cell.Derogation?.Trim().ToUpperInvariant();
        if (derogation is not (null or "" or "D" or "N"))
            problems.Add(new(cell.At, new($"dérogation inconnue : « {Shown(cell.Derogation!)} » (D ou N)", $"unknown derogation: \"{Shown(cell.Derogation!)}\" (D or N)")));
        foreach (var comment in new[] { cell.Changes, cell.DerogationComment }.Where(comment => comment?.Length > LongestComment))
            problems.Add(new(cell.At, new($"commentaire de {comment!.Length} caractères ; {LongestComment} au plus", $"comment of {comment.Length} characters; {LongestComment} at most")));
        return problems.Count > before ? null : new(
            present.Criterion.Number,
            present.Page.Id,
            status!.Value,
            derogation is null ? present.Derogation : derogation == "D",
            cell.Changes is { } changes ? Clean(changes) : present.Changes,
            cell.DerogationComment is { } reason ? Clean(reason) : present.DerogationComment);
    }

    private static string Said(GridEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Verdict.Status.Code()} ({entry.Author}, {entry.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC)");

    /// <summary>Line ends as one program writes them, and nothing that a terminal or a page could take for more than text.</summary>
    internal static string Clean(string comment) =>
        string.Concat(comment.ReplaceLineEndings("\n").Where(character => !char.IsControl(character) || character is '\n' or '\t')).Trim();

    private static string Shown(string text)
    {
        const int most = 40;
        return text.Length > most ? text[..most] + "…" : text;
    }
}
