using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AuditService.Collectors.SourceCode.Lexing;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode;

/// <summary>Calls that print or log what its name says is a personal datum (RGPD, art. 4(1); CWE-532). The name is the only clue, so a person confirms.</summary>
internal static class LoggedPersonalData
{
    private const int MaximumCall = 4000;

    private static readonly FrozenDictionary<string, BoundedRegex> Calls = new Dictionary<string, BoundedRegex>
    {
        ["python"] = new(@"\b(?:\w*log(?:ger|ging)?\w*\.(?:debug|info|warning|warn|error|exception|critical|log|success)|print|pprint)\s*\(", RegexOptions.IgnoreCase),
        ["javascript"] = new(@"\b(?:console|\w*logger|log|winston|pino)\.(?:log|debug|info|warn|error|trace)\s*\(", RegexOptions.IgnoreCase),
        ["csharp"] = new(@"\b(?:_?\w*logger\.Log\w*|Log\.(?:Verbose|Debug|Information|Warning|Error|Fatal)|Console\.Write(?:Line)?|Debug\.Write(?:Line)?|Trace\.Write(?:Line)?)\s*\(", RegexOptions.IgnoreCase),
        ["java"] = new(@"\b(?:\w*log(?:ger)?\.(?:debug|info|warn|error|trace)|System\.(?:out|err)\.print(?:ln|f)?|println)\s*\(", RegexOptions.IgnoreCase),
        ["php"] = new(@"\b(?:error_log|print_r|var_dump|(?:Log::|->)(?:debug|info|notice|warning|error|critical))\s*\(", RegexOptions.IgnoreCase),
        ["go"] = new(@"\b(?:log|fmt|slog|logger|logrus|zap)\.(?:Print|Println|Printf|Fatal|Fatalf|Info|Infof|Debug|Debugf|Warn|Warnf|Error|Errorf)\s*\("),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> SameCalls = new Dictionary<string, string>
    {
        ["typescript"] = "javascript",
        ["vue"] = "javascript",
        ["svelte"] = "javascript",
        ["html"] = "javascript",
        ["kotlin"] = "java",
        ["scala"] = "java",
        ["groovy"] = "java",
    }.ToFrozenDictionary();

    /// <summary>The last words of a name that make it a person's, each as one text without separators.</summary>
    private static readonly FrozenSet<string> Data = new[]
    {
        "email", "emails", "mail", "emailaddress", "mailaddress", "courriel", "adressemail", "adresseemail", "phone", "phonenumber", "mobile", "mobilephone", "telephone", "tel", "numtel", "numerotelephone", "numerodetelephone", "portable",
        "nir", "numerosecu", "numsecu", "numerosecuritesociale", "securitesociale", "ssn", "socialsecuritynumber", "iban", "rib", "birthdate", "dateofbirth", "dob", "birthday", "datenaissance", "datedenaissance",
        "firstname", "lastname", "fullname", "surname", "givenname", "familyname", "prenom", "nomcomplet", "nomfamille", "nomdefamille", "nomnaissance", "homeaddress", "postaladdress", "streetaddress", "adressepostale", "adressedomicile",
        "passport", "passportnumber", "numeropasseport", "creditcard", "creditcardnumber", "cardnumber", "numerocarte", "diagnosis", "diagnostic", "patient", "patientname", "nompatient", "candidatename", "nomcandidat", "customername", "nomclient",
        "question", "userquestion", "prompt", "userprompt", "userinput", "usermessage", "chatmessage", "ip", "ipaddress", "ipaddr", "clientip", "remoteip", "userip", "remoteaddr", "adresseip", "password", "passwd", "motdepasse", "mdp",
    }.ToFrozenSet();

    /// <summary>Words that also name other things: half as sure.</summary>
    private static readonly FrozenSet<string> Ambiguous = new[] { "mail", "mobile", "portable", "patient", "diagnostic", "diagnosis", "tel", "rib", "question", "prompt", "userinput", "ip" }.ToFrozenSet();

    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["mail", "courriel", "phone", "mobile", "tel", "portable", "nir", "secu", "ssn", "security", "iban", "rib", "birth", "dob", "naissance", "first", "last", "full", "surname", "given", "family", "prenom", "nom", "address", "adresse", "passport", "passeport", "card", "carte", "diagnos", "patient", "candidat", "customer", "question", "prompt", "input", "message", "addr", "client_ip", "clientip", "passw", "motdepasse", "mdp"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>A call of such a name inside the logging call takes the datum away.</summary>
    private static readonly string[] Protections = ["hash", "mask", "redact", "anonym", "pseudonym", "obfusc", "sha", "len", "count", "type", "bool", "isinstance", "hmac", "encrypt", "typeof", "masque", "validate", "isvalid"];

    public static IEnumerable<Sighting> Scan(SourceText text)
    {
        if (text.Language is not { } language || !Calls.TryGetValue(SameCalls.GetValueOrDefault(language, language), out var calls) || !text.Text.AsSpan().ContainsAny(Hints))
            yield break;
        var isNotebook = text.Format is "notebook";
        var lines = new HashSet<int>();
        var view = text.View;
        foreach (var (start, opening) in Openings(calls, view))
        {
            var end = Math.Min(view.Brackets.Close(opening), opening + MaximumCall);
            if (Datum(view, opening, end) is not { } datum)
                continue;
            var (line, column) = text.Position(start);
            if (!lines.Add(line))
                continue;
            var isLogger = IsLogger(view.Text.AsSpan(start, opening - start));
            // What a cell of a notebook shows, it shows to who runs it; and "emails" that are shown are messages as often as addresses.
            if (!isLogger && (isNotebook || datum.EndsWith("emails", StringComparison.OrdinalIgnoreCase)))
                continue;
            var confidence = (isLogger && !isNotebook ? 0.8 : 0.5) * (Ambiguous.Contains(Normalise(datum.Split('.')[^1])) ? 0.6 : 1);
            var place = text.Place?.Invoke(text.LineIndex(start));
            yield return new(CodeReading.PersonalDataInLogs, Rule: null, text.Path, line, column, Excerpts.Quote(text, start, []), Math.Round(confidence, 2), Detail: new(
                place is null ? $"« {datum} » est écrit dans un journal" : $"« {datum} » est écrit dans un journal ({place.Fr})",
                place is null ? $"\"{datum}\" is written to a log" : $"\"{datum}\" is written to a log ({place.En})"));
        }
    }

    /// <summary>A console shows; it becomes a log only where somebody keeps it.</summary>
    private static bool IsLogger(ReadOnlySpan<char> callee) =>
        !callee.Contains("console", StringComparison.OrdinalIgnoreCase)
        && (callee.Contains("log", StringComparison.OrdinalIgnoreCase) || callee.StartsWith("winston", StringComparison.OrdinalIgnoreCase) || callee.StartsWith("pino", StringComparison.OrdinalIgnoreCase) || callee.StartsWith("zap", StringComparison.OrdinalIgnoreCase));

    private static List<(int Start, int Opening)> Openings(BoundedRegex calls, CodeView view)
    {
        var openings = new List<(int, int)>();
        foreach (var match in calls.Matches(view.Text))
        {
            var opening = match.Index + match.Length - 1;
            if (view.Parts[match.Index] == Part.Code && view.Parts[opening] == Part.Code && openings.Count < 2000)
                openings.Add((match.Index, opening));
        }
        return openings;
    }

    /// <summary>The first name among the arguments that is a person's datum, and is neither called nor protected.</summary>
    private static string? Datum(CodeView view, int opening, int end)
    {
        for (var i = opening + 1; i < end; i++)
        {
            if (view.Parts[i] == Part.Quoted)
            {
                // row["email"], person.get('nom')
                if (view.Text[i - 1] is '"' or '\'' && Subscript(view, i, end) is { } key && !IsProtected(view, opening, i))
                    return key;
                while (i + 1 < end && view.Parts[i + 1] == Part.Quoted)
                    i++;
                continue;
            }
            if (!IsName(view.Text[i]) || char.IsDigit(view.Text[i]))
                continue;
            var start = i;
            while (i < end && (IsName(view.Text[i]) || view.Text[i] == '.' && i + 1 < end && IsName(view.Text[i + 1])))
                i++;
            var name = view.Text[start..i];
            var isArgumentName = i + 1 < end && view.Text[i] == '=' && view.Text[i + 1] != '=';
            var isCalled = i < end && view.Text[i] == '(';
            if (!isCalled && !isArgumentName && IsDatum(name) && !IsProtected(view, opening, start))
                return name;
        }
        return null;
    }

    private static string? Subscript(CodeView view, int start, int end)
    {
        var stop = start;
        while (stop < end && view.Parts[stop] == Part.Quoted && stop - start < 40)
            stop++;
        var before = start - 2;
        while (before > 0 && view.Text[before] == ' ')
            before--;
        var isSubscript = before > 0 && (view.Text[before] == '[' && IsNameOrClosing(view.Text[before - 1]) || view.Text.AsSpan(0, before + 1).EndsWith(".get("));
        var key = view.Text[start..stop];
        return isSubscript && IsDatum(key) ? key : null;
    }

    /// <summary>True when the last words of the name, put together, name a personal datum.</summary>
    private static bool IsDatum(string name)
    {
        var last = name.Split('.')[^1];
        var whole = Normalise(last);
        if (Data.Contains(whole))
            return true;
        for (var i = 1; i < last.Length - 2; i++)
        {
            var starts = last[i - 1] is '_' or '-' || char.IsUpper(last[i]) && char.IsLower(last[i - 1]);
            if (starts && Data.Contains(Normalise(last[i..])))
                return !last.StartsWith("is", StringComparison.Ordinal) && !last.StartsWith("has", StringComparison.Ordinal) && !last.StartsWith("nb", StringComparison.Ordinal) && !last.StartsWith("num_", StringComparison.Ordinal) && !last.StartsWith("send", StringComparison.Ordinal);
        }
        return false;
    }

    private static bool IsProtected(CodeView view, int opening, int at)
    {
        for (var around = view.Brackets.Enclosing(at); around > opening; around = view.Brackets.Enclosing(around))
        {
            var start = around;
            while (start > 0 && IsName(view.Text[start - 1]))
                start--;
            var callee = view.Text[start..around];
            if (view.Text[around] == '(' && Array.Exists(Protections, word => callee.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return true;
        }
        return false;
    }

    private static string Normalise(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsNameOrClosing(char c) => IsName(c) || c is ')' or ']';
}
