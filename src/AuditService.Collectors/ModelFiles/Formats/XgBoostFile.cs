namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>XGBoost's binary models: UBJSON whose first key is <c>learner</c>, or the older formats that start with <c>binf</c>.</summary>
internal static class XgBoostFile
{
    public static void Read(ReadOnlySpan<byte> head, ModelReading reading)
    {
        if (head.StartsWith("binf"u8) || head.StartsWith("bs64"u8) || head.IndexOf("learner"u8) > 0 || head.IndexOf("Config"u8) > 0)
            reading.Format = ModelFormats.XgBoost;
    }
}
