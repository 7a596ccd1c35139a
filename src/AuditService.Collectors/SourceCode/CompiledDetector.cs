using System.Text.RegularExpressions;
using AuditService.Collectors.Inventory;
using AuditService.Collectors.SourceCode.Secrets;
using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>A detector ready to run.</summary>
internal sealed class CompiledDetector
{
    /// <summary><c>^</c> and <c>$</c> are those of lines.</summary>
    public const RegexOptions Options = RegexOptions.Multiline;

    public CompiledDetector(Detector detector, int index)
    {
        Detector = detector;
        Index = index;
        Pattern = new(detector.Pattern, Options);
        Unless = detector.Unless is { } text ? new(text, Options) : null;
        Beside = detector.Beside is { } company ? new(company, Options) : null;
        From = detector.From is { } source ? new(source, Options) : null;
        FromUnless = detector.FromUnless is { } end ? new(end, Options) : null;
        Keywords = detector.Keywords.Count > 0 ? detector.Keywords
            : RequiredLiteral.Of(detector.Pattern) is { } literal ? [literal] : [];
        var named = detector.Pattern.Contains("(?<name>", StringComparison.Ordinal);
        SecretGroup = detector.Pattern.Contains("(?<password>", StringComparison.Ordinal) ? "password" : detector.Pattern.Contains("(?<secret>", StringComparison.Ordinal) ? "secret" : detector.Pattern.Contains("(?<literal>", StringComparison.Ordinal) ? "literal" : null;
        Evidence = SecretGroup is "password" ? SecretEvidence.Position : SecretGroup is "literal" ? SecretEvidence.Use : named ? SecretEvidence.Name : SecretEvidence.Format;
    }

    public Detector Detector { get; }

    public int Index { get; }

    public IReadOnlyList<string> Keywords { get; }

    public BoundedRegex Pattern { get; }

    public BoundedRegex? Unless { get; }

    public BoundedRegex? Beside { get; }

    public BoundedRegex? From { get; }

    public BoundedRegex? FromUnless { get; }

    /// <summary>The group of a masked pattern that holds the value; null when the whole match does.</summary>
    public string? SecretGroup { get; }

    /// <summary>What makes its match a secret.</summary>
    public SecretEvidence Evidence { get; }

    /// <summary>True where the pattern is tried on the lines around its keywords only: a secret that spans many lines asks for the scope of the file.</summary>
    public bool IsLocal => Detector.Masked && Detector.Scope != DetectScope.File && Keywords.Count > 0;

    public bool LooksEverywhere => Detector.In == DetectIn.Text || Detector.InCommentsAndStrings;

    public bool Reads(SourceText text)
    {
        if (Detector.Masked && text.OnlyCertainSecrets)
            return Detector is { In: DetectIn.Text } && Evidence == SecretEvidence.Format && MatchesFile(text.Path);
        // What others wrote may hold a fault; that they do something right is no merit of the project.
        if (text.OnlyCertainSecrets && !(text.IsOfOthers && Detector.Accuses))
            return false;
        var isOfKind = Detector.In switch
        {
            DetectIn.Text => true,
            DetectIn.Code => text.In == DetectIn.Code,
            DetectIn.Configuration => text.In == DetectIn.Configuration,
            _ => false,
        };
        return isOfKind && MatchesLanguage(text.Language, text.Format) && MatchesFile(text.Path);
    }

    public bool MatchesLanguage(string? written, string? format)
    {
        if (Detector.Languages.Count == 0)
            return true;
        foreach (var language in Detector.Languages)
        {
            if (string.Equals(language, written, StringComparison.OrdinalIgnoreCase) || string.Equals(language, format, StringComparison.OrdinalIgnoreCase))
                return true;
            // Components hold scripts: what is looked for in JavaScript is looked for in them.
            if (language is "javascript" && written is "typescript" or "vue" or "svelte" or "astro" or "html")
                return true;
            if (language is "typescript" && written is "vue" or "svelte" or "astro")
                return true;
        }
        return false;
    }

    public bool MatchesFile(string path)
    {
        if (Detector.Files.Count == 0)
            return true;
        var name = Names.Name(path);
        foreach (var file in Detector.Files)
        {
            if (Wildcard.Matches(file, file.Contains('/') ? path.Replace('\\', '/') : name))
                return true;
        }
        return false;
    }
}
