namespace AuditService.Collectors.PersonalData;

/// <summary>
/// A door for an operator's own recogniser of people's names, for instance a language model that runs on the machine. A class that implements it in
/// an assembly named by <c>AuditService:Collectors</c> is asked beside the embedded lists, about texts and about columns that the lists do not
/// explain. It must be safe for concurrent use, keep nothing of what it is shown and send it nowhere.
/// </summary>
public interface INameRecognizer
{
    /// <summary>Name and version, shown as the reason of what it finds: another version reads unchanged files again.</summary>
    string Name { get; }

    /// <summary>The names of people in the text. Spans outside the text are ignored.</summary>
    IReadOnlyList<RecognizedName> FindIn(string text);
}
