namespace AuditService.Core.Facts;

/// <summary>What a fact or a finding is about: the dossier itself, or one thing of it. <paramref name="Id"/> is stable between audits (a path, or the id that the manifest gives).</summary>
public readonly record struct Subject(SubjectKind Kind, string Id) : IComparable<Subject>
{
    public static Subject Dossier { get; } = new(SubjectKind.Dossier, "dossier");

    public int CompareTo(Subject other)
    {
        var byKind = Kind.CompareTo(other.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(Id, other.Id);
    }

    public override string ToString() => Kind == SubjectKind.Dossier ? Id : $"{Kind.Id()}:{Id}";

    public static bool operator <(Subject left, Subject right) => left.CompareTo(right) < 0;

    public static bool operator <=(Subject left, Subject right) => left.CompareTo(right) <= 0;

    public static bool operator >(Subject left, Subject right) => left.CompareTo(right) > 0;

    public static bool operator >=(Subject left, Subject right) => left.CompareTo(right) >= 0;
}

/// <summary>What a fact can be about.</summary>
public enum SubjectKind
{
    Dossier,
    Processing,
    Dataset,
    Column,
    Page,
    File,
    Model,
    Component,
    Flow,
    Document,
    Chart,
}
