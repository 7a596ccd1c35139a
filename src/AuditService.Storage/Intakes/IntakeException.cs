using AuditService.Core;

namespace AuditService.Storage.Intakes;

/// <summary>Stops the reading of one archive or folder, from wherever the reason shows; <see cref="Intake"/> turns it into a value.</summary>
internal sealed class IntakeException(Refusal because, LocalizedText reason) : Exception(reason.En)
{
    public IntakeException(Refusal because, string fr, string en)
        : this(because, new LocalizedText(fr, en))
    {
    }

    public Refusal Because { get; } = because;

    public LocalizedText Reason { get; } = reason;
}
