namespace AuditService.Collectors.PersonalData;

/// <summary>One name of a person in a text.</summary>
/// <param name="Start">Offset of its first UTF-16 code unit.</param>
/// <param name="End">Offset after its last.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record RecognizedName(int Start, int End, double Confidence)
{
    internal bool IsWithin(string text) => Start >= 0 && End > Start && End <= text.Length && Confidence is > 0 and <= 1;
}
