using System.Net;
using System.Text;
using AuditService.Core;
using AuditService.Core.Rules;
using AuditService.Reports;

namespace AuditService.App.Notifications;

/// <summary>One mail for all that a person is to hear: plain text, and the same as simple HTML.</summary>
public sealed record MailText(string Subject, string Text, string Html)
{
    private static readonly BoundedRegex AnAddress = new(@"\S*(?:://|\bwww\.)\S*|\S+@\S+\.\S+", System.Text.RegularExpressions.RegexOptions.IgnoreCase);

    /// <param name="news">At least one; the order is kept.</param>
    public static MailText Of(IReadOnlyList<AuditNews> news, Language language)
    {
        var (text, html) = (new StringBuilder(), new StringBuilder("<!doctype html>\n"));
        html.Append($"<html lang=\"{(language == Language.French ? "fr" : "en")}\"><body>\n");
        foreach (var one in news)
        {
            var section = new Section(one, language);
            section.WriteText(text);
            section.WriteHtml(html);
        }

        var why = Say("Vous recevez ce message parce que vous suivez ce projet dans AuditService.", "You get this message because you watch this project in AuditService.");
        text.Append("-- \n").Append(why).Append('\n');
        html.Append($"<p><small>{Encoded(why)}</small></p>\n</body></html>\n");
        return new(WithoutAddresses(Plain(SubjectOf())), text.ToString(), html.ToString());

        string SubjectOf() => news is [var only]
            ? $"{new Section(only, language).Headline} – {only.Project.Name}"
            : Say($"{news.Count} audits de {Projects()} ont des nouveautés", $"{news.Count} audits of {Projects()} have news");

        string Projects()
        {
            var names = news.Select(one => one.Project.Name).Distinct(StringComparer.Ordinal).ToList();
            return names.Count <= 3 ? string.Join(", ", names) : Say($"{names.Count} projets", $"{names.Count} projects");
        }

        string Say(string fr, string en) => language == Language.French ? fr : en;
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A name with a line break must not become a header of its own.</summary>
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    /// <summary>A project's name is somebody's words, and a subject is read as ours: it leads nowhere.</summary>
    private static string WithoutAddresses(string text) => AnAddress.Replace(text, "…");

    private sealed class Section(AuditNews news, Language language)
    {
        public string Headline => news.Event == AuditNews.First
            ? Say($"Premier audit : {Word(news.Result)}", $"First audit: {Word(news.Result)}")
            : Counted() is { Length: > 0 } counted ? Say($"Constats : {counted}", $"Findings: {counted}") : Say($"{Plural(news.Criteria.Count, "critère change", "critères changent")} de verdict", $"{Plural(news.Criteria.Count, "criterion has", "criteria have")} another verdict");

        public void WriteText(StringBuilder text)
        {
            text.Append(Plain(news.Project.Name)).Append('\n').Append(Headline).Append('\n').Append(Result()).Append("\n\n");
            foreach (var (heading, lines) in Lists())
            {
                text.Append(heading).Append('\n');
                foreach (var line in lines)
                    text.Append("  - ").Append(line).Append('\n');
                text.Append('\n');
            }

            if (news.Report is not null)
                text.Append(Say("Rapport : ", "Report: ")).Append(news.Report).Append("\n\n");
        }

        public void WriteHtml(StringBuilder html)
        {
            html.Append($"<h2>{Encoded(news.Project.Name)}</h2>\n<p><strong>{Encoded(Headline)}</strong><br>{Encoded(Result())}</p>\n");
            foreach (var (heading, lines) in Lists())
                html.Append($"<p>{Encoded(heading)}</p>\n<ul>\n{string.Concat(lines.Select(line => $"<li>{Encoded(line)}</li>\n"))}</ul>\n");
            if (news.Report is not null)
                html.Append($"<p><a href=\"{Encoded(news.Report)}\">{Say("Voir le rapport", "See the report")}</a></p>\n");
        }

        private string Result() => Say($"Résultat du bloc : {Word(news.Result)}", $"Result of the bloc: {Word(news.Result)}");

        private IEnumerable<(string Heading, List<string> Lines)> Lists()
        {
            if (news.Rules.Count > 0)
            {
                var more = news.Counts.New + news.Counts.Reopened + news.Counts.Worse + news.Counts.Resolved - news.Rules.Sum(rule => rule.Count);
                List<string> lines = [.. news.Rules.Select(rule => $"{Word(rule.Kind)} {rule.Rule} ({rule.Count}) {rule.Title.In(language)}")];
                if (more > 0)
                    lines.Add(Say($"et {more} autres : voir le rapport", $"and {more} more: see the report"));
                yield return (news.Event == AuditNews.First ? Say("Règles non respectées :", "Rules that are not met:") : Say("Constats par règle :", "Findings by rule:"), lines);
            }

            if (news.Criteria.Count > 0)
            {
                yield return (
                    news.Event == AuditNews.First ? Say("Critères :", "Criteria:") : Say("Critères dont le verdict change :", "Criteria with another verdict:"),
                    [.. news.Criteria.Select(criterion => criterion.Before is null ? $"{criterion.Criterion} {Word(criterion.After)}" : $"{criterion.Criterion} {Word(criterion.Before)} → {Word(criterion.After)}")]);
            }
        }

        private string Counted() => string.Join(", ", new[]
        {
            (news.Counts.New, Say("nouveau", "new"), Say("nouveaux", "new")),
            (news.Counts.Reopened, Say("rouvert", "reopened"), Say("rouverts", "reopened")),
            (news.Counts.Worse, Say("aggravé", "worse"), Say("aggravés", "worse")),
            (news.Counts.Resolved, Say("résolu", "resolved"), Say("résolus", "resolved")),
        }.Where(part => part.Item1 > 0).Select(part => Plural(part.Item1, part.Item2, part.Item3)));

        private static string Plural(int count, string one, string several) => $"{count} {(count > 1 ? several : one)}";

        private string Word(Verdict? verdict) => verdict is { } known ? Words.Of(known).In(language) : Say("absent", "absent");

        private string Word(NewsKind kind) => kind switch
        {
            NewsKind.New => Say("nouveau", "new"),
            NewsKind.Reopened => Say("rouvert", "reopened"),
            NewsKind.Worse => Say("aggravé", "worse"),
            NewsKind.Resolved => Say("résolu", "resolved"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
        };

        private string Say(string fr, string en) => language == Language.French ? fr : en;
    }
}
