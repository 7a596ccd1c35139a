using System.Collections.Frozen;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Collectors.Datasets;

/// <summary>What the name of a column tells of a key: a value that stands for one thing, whatever the other cells of its row.</summary>
internal static class KeyNames
{
    /// <summary>Words of keys, whatever they are of.</summary>
    private static readonly FrozenSet<string> KeyWords = FrozenSet.ToFrozenSet(["id", "identifiant", "identifier", "uid", "uuid", "guid", "matricule", "pseudonyme", "pseudonym"], StringComparer.Ordinal);

    /// <summary>Words that need one of <see cref="Named"/> beside them: a postal code is no key.</summary>
    private static readonly FrozenSet<string> NumberWords = FrozenSet.ToFrozenSet(["cle", "key", "ref", "reference", "numero", "num", "no", "code", "hash"], StringComparer.Ordinal);

    /// <summary>What a number is of when it is no number of a row.</summary>
    private static readonly FrozenSet<string> Named = FrozenSet.ToFrozenSet(
        [
            "client", "patient", "personne", "person", "candidat", "candidate", "utilisateur", "user", "customer", "member", "membre", "adherent", "abonne", "salarie", "employe", "employee", "agent", "eleve", "etudiant", "student",
            "assure", "beneficiaire", "usager", "citoyen", "dossier", "demande", "contrat", "contract", "compte", "account", "matricule", "subject", "sujet", "participant", "individu", "individual", "national",
        ], StringComparer.Ordinal);

    public static bool IsKey(string column) => Reads(column) is { } header && (header.Words.Any(KeyWords.Contains) || IsOfSomebody(header));

    /// <summary>The number of somebody, or of a file on somebody: <c>id_patient</c>, <c>numero_dossier</c>. A bare <c>id</c> may number rows.</summary>
    public static bool IsOfSomebody(string column) => Reads(column) is { } header && IsOfSomebody(header);

    private static bool IsOfSomebody(ColumnHeader header) => header.Words.Any(word => KeyWords.Contains(word) || NumberWords.Contains(word)) && header.Words.Any(Named.Contains);

    private static ColumnHeader? Reads(string column) => ColumnHeader.Of(column) is { IsCount: false, Words.Count: <= 3 } header ? header : null;
}
