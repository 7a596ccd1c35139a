using System.Collections.Frozen;
using AuditService.Collectors.PersonalData.Identifiers;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Names and keys by which a system knows a person: login, password, customer or patient number.</summary>
internal static class AccountJudge
{
    private static readonly ValueTest LoginShape = new("have the shape of a login", value =>
        value.Length is >= 3 and <= 40 && (char.IsLetter(value[0]) || value[0] is '@' or '_') && value.AsSpan().IndexOfAny(Alphabets.NotInLogin) < 0 && !char.IsUpper(value[^1]));

    private static readonly ValueTest Marked = new("hold digits, dots or underscores", value => value.AsSpan().IndexOfAny(Alphabets.LoginMarks) >= 0 || value.All(char.IsLower));

    private static readonly ValueTest Unique = new("are UUIDs", value => value.Length == 36 && Guid.TryParseExact(value, "D", out _));

    public static ColumnCategory? Username(ColumnEvidence column)
    {
        var header = column.Cue(PersonalDataCategory.Username);
        if (header == 0 || column.DistinctSampled < 3 || column.Share(ValueVocabulary.YesOrNo) > 0.5 || column.Share(ValueTest.Date) > 0.5) return null;
        var oneWord = column.Share(ValueTest.OneWord);
        if (oneWord < 0.7 || IsAboutNetwork(column)) return null;
        // What replaces a name is no name that somebody chose: RGPD art. 4(5).
        if (column.Share(ValueTest.Hash) >= 0.5 || column.Share(Unique) >= 0.5) return null;
        if (header >= 0.8) return new(PersonalDataCategory.Username, 0.9, oneWord, $"the header says \"{column.Cues[PersonalDataCategory.Username].Phrase}\"");
        var login = Math.Min(column.Share(LoginShape), column.Share(Marked));
        // Few words that come back are levels (little, moderate, rich), not people.
        return login >= 0.7 && column.Share(ValueTest.Hash) < 0.5 && (column.DistinctSampled > 12 || column.DistinctRatio > 0.5)
            ? new(PersonalDataCategory.Username, 0.7, login, $"{ColumnClassifier.Percent(login)} of the values {LoginShape.Says}, and the header may mean it")
            : null;
    }

    /// <summary>twitter_followers, instagram_url: something on the network, not the name that somebody bears there.</summary>
    private static bool IsAboutNetwork(ColumnEvidence column)
    {
        if (!HeaderLexicon.Networks.Contains(column.Cues[PersonalDataCategory.Username].Phrase)) return false;
        return column.Sample.Type is ColumnType.Integer or ColumnType.Number
            || !column.Header.Words.All(word => HeaderLexicon.Networks.Contains(word) || HeaderLexicon.RoleWords.Contains(word) || word is "compte" or "account" or "handle" or "pseudo" or "screen" or "name" or "nom" or "login" or "username" or "id" or "identifiant" or "nickname");
    }

    public static ColumnCategory? Password(ColumnEvidence column)
    {
        if (column.Cue(PersonalDataCategory.Password) == 0 || column.Share(ValueVocabulary.YesOrNo) > 0.5 || column.Share(ValueTest.Date) > 0.5 || column.DistinctSampled < 2) return null;
        return new(PersonalDataCategory.Password, 0.95, 1, $"the header says \"{column.Cues[PersonalDataCategory.Password].Phrase}\"");
    }

    /// <summary>A bank account written in four columns, as in the records that banks exchange: bank, branch, number, key. Each part alone is a number like another.</summary>
    public static bool IsSplit(IReadOnlyList<ColumnEvidence> columns) => columns.Any(IsBank) && columns.Any(IsBranch) && columns.Any(IsAccount) && columns.Any(IsAccountKey);

    /// <summary>A ledger has establishments, agencies, accounts and keys too, of a company: one of these words says that a bank is meant.</summary>
    public static bool IsPlainlyOfBank(IReadOnlyList<ColumnEvidence> columns) => columns.Any(column => column.Header.HasAny(BankWords)) && !columns.Any(column => column.Header.HasAny(LedgerWords));

    private static readonly FrozenSet<string> BankWords = FrozenSet.ToFrozenSet(["banque", "bank", "guichet", "cguichet", "cbanque", "cib", "rib", "bban", "iban", "bic", "swift", "domiciliation", "titulaire", "bancaire"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> LedgerWords = FrozenSet.ToFrozenSet(["debit", "credit", "journal", "lettrage", "ecriture", "analytique", "piece", "exercice", "ledger"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> KeyWords = FrozenSet.ToFrozenSet(["cle", "clef", "key", "rib", "compte", "account", "cpt", "cpte", "bancaire", "bank", "banque", "controle", "control", "check", "num", "numero", "code"], StringComparer.Ordinal);

    /// <summary>The number of the account, which stands for the whole.</summary>
    public static ColumnCategory? PartOfAccount(ColumnEvidence column, TableContext context) => context.HasSplitAccount && IsAccount(column)
        ? new(PersonalDataCategory.Rib, 0.9, column.Share(AccountNumber), $"{ColumnClassifier.Percent(column.Share(AccountNumber))} of the values {AccountNumber.Says}, beside columns of a bank, a branch and a key")
        : null;

    private static readonly ValueTest FiveDigits = new("have five digits at most", value => value.Length is >= 1 and <= 5 && value.All(char.IsAsciiDigit));

    /// <summary>Eleven signs; fewer where a spreadsheet ate the zeros.</summary>
    private static readonly ValueTest AccountNumber = new("have the shape of an account number", value => value.Length is >= 6 and <= 11 && value.All(char.IsAsciiLetterOrDigit) && value.Any(char.IsAsciiDigit));

    private static readonly ValueTest KeyOfAccount = new("are keys from 1 to 97", value => value.Length is 1 or 2 && int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var key) && key is >= 1 and <= 97);

    private static bool IsBank(ColumnEvidence column) => (column.Header.Has("banque") || column.Header.Has("bank") || column.Header.Has("etablissement") || column.Header.Has("etab") || column.Header.Has("cbanque") || column.Header.Has("cib")) && column.Share(FiveDigits) >= 0.9;

    private static bool IsBranch(ColumnEvidence column) => (column.Header.Has("guichet") || column.Header.Has("cguichet") || column.Header.Has("branch") || column.Header.Has("agence")) && column.Share(FiveDigits) >= 0.9;

    private static bool IsAccount(ColumnEvidence column) => (column.Header.Has("compte") || column.Header.Has("account") || column.Header.Has("cpt") || column.Header.Has("cpte") || column.Header.Has("ncompte") || column.Header.Has("acct")) && column.Share(AccountNumber) >= 0.8 && column.DistinctSampled >= 3;

    private static bool IsAccountKey(ColumnEvidence column) => (column.Header.Has("cle") || column.Header.Has("clef") || column.Header.Has("key")) && column.Header.Words.All(KeyWords.Contains) && column.Share(KeyOfAccount) >= 0.9;

    /// <summary>Of a club or a profession where rows are people; of a program, a bar or a taxi elsewhere.</summary>
    public static ColumnCategory? Licence(ColumnEvidence column, TableContext context)
    {
        if (!context.HasPerson || !column.Header.Has("licence") || !column.Header.HasAny(HeaderLexicon.IdentifierWords) || column.DistinctSampled < 2) return null;
        if (!column.Header.Words.All(word => word == "licence" || HeaderLexicon.IdentifierWords.Contains(word))) return null;
        var codes = column.Share(ValueTest.Code);
        return codes >= 0.7 ? new(PersonalDataCategory.CustomerId, 0.75, codes, "the header says \"licence\", in a table about people") : null;
    }

    public static ColumnCategory? CustomerId(ColumnEvidence column)
    {
        var header = column.Header;
        if (header.IsCount || column.DistinctSampled < 2 || column.Share(ValueTest.Date) > 0.5 || column.Share(ValueVocabulary.YesOrNo) > 0.9) return null;
        var codes = Math.Max(column.Share(ValueTest.Code), column.Share(ValueTest.Hash));
        var clear = column.Cue(PersonalDataCategory.CustomerId) > 0;
        var numbered = header.HasAny(HeaderLexicon.RoleWords) && header.HasAny(HeaderLexicon.IdentifierWords);
        if ((clear || numbered) && codes >= 0.7) return new(PersonalDataCategory.CustomerId, clear ? 0.85 : 0.8, codes, "the header names the number of a person");
        // passengers, clients: as many of them, not which one.
        var isPlural = column.Sample.Type == ColumnType.Integer && header.Text.TrimEnd().EndsWith('s') && !HeaderLexicon.RoleWords.Contains(header.Text.Trim().ToLowerInvariant());
        var role = header.Words.Count == 1 && header.HasAny(HeaderLexicon.RoleWords) && !isPlural;
        return role && codes >= 0.9 && column.DistinctSampled >= 5 && column.DistinctRatio > 0.2
            ? new(PersonalDataCategory.CustomerId, 0.6, codes, "the header names a person and the values are codes")
            : null;
    }
}
