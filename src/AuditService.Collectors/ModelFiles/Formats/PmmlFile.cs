namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>PMML: XML, so that a document type that names other files has them read by careless parsers.</summary>
internal static class PmmlFile
{
    public static void Read(ReadOnlySpan<byte> head, ModelReading reading)
    {
        if (head.IndexOf("<PMML"u8) < 0)
            return;
        reading.Format = ModelFormats.Pmml;
        if (head.IndexOf("<!ENTITY"u8) >= 0 || head.IndexOf("<!DOCTYPE"u8) >= 0)
        {
            reading.Doubt(
                "Le fichier PMML déclare un type de document : un lecteur XML imprudent ouvrirait ce qu'il désigne.",
                "The PMML file declares a document type: a careless XML reader would open what it names.");
        }
    }
}
