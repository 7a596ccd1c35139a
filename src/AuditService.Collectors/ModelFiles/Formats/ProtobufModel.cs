using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>Tells ONNX, SavedModel and TensorFlow graphs apart: protobuf has no signature, but the shape of the fields is one.</summary>
internal static class ProtobufModel
{
    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading)
    {
        if (content.Length is null)
            content = scan.MakeSeekable(content);
        var format = Recognise(content, out var isWhole);
        if (format is null)
            return;
        reading.Format = format;
        switch (format)
        {
            case ModelFormats.Onnx:
                OnnxFile.Read(scan, content, reading);
                break;
            case ModelFormats.KerasMetadata:
                SavedModelFile.ReadKerasMetadata(scan, content, reading);
                break;
            default:
                SavedModelFile.Read(scan, content, reading, isGraph: format == ModelFormats.FrozenGraph);
                break;
        }
        if (!isWhole)
            reading.Incomplete("le message protobuf est rompu", "the protobuf message is broken");
    }

    /// <summary>Null when it is none of ours. Of a broken message the fields before the fault decide, with the name for witness.</summary>
    private static string? Recognise(ModelContent content, out bool isWhole)
    {
        var seen = new HashSet<int>();
        var shape = "";
        var hasStrangers = false;
        using var reader = new ContentReader(content.Open(), content.Length);
        var message = new ProtobufMessage(reader, content.Length!.Value, 0);
        isWhole = true;
        try
        {
            while (message.Next())
            {
                seen.Add(message.HasLength ? message.Field : -message.Field);
                hasStrangers |= message.Field > 50;
                if (message.HasLength && shape.Length == 0 && message.Field is 1 or 7 && !hasStrangers)
                    shape = ShapeOf(message.Field, message.Message());
            }
            isWhole = !message.IsTruncated;
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or ModelFormatException)
        {
            isWhole = false;
        }
        if (hasStrangers || seen.Count == 0)
            return null;
        var extension = Path.GetExtension(content.Name).ToUpperInvariant();
        var isNamed = extension is ".ONNX" or ".PB" or ".PBTXT" or ".GRAPHDEF" or ".ORT";
        if (seen.Contains(7) && (shape == "graph" || isWhole && seen.Contains(-1)) && (seen.Contains(8) || seen.Contains(-1)))
            return isWhole || isNamed || shape == "graph" ? ModelFormats.Onnx : null;
        if (shape == "node" && seen.IsSubsetOf([1, 2, -3, 4, 5]))
            return ModelFormats.FrozenGraph;
        if (shape == "kerasNode" && seen.IsSubsetOf([1]))
            return ModelFormats.KerasMetadata;
        if (seen.Contains(-1) && seen.Contains(2) && seen.IsSubsetOf([-1, 2]) && (isWhole || isNamed))
            return ModelFormats.SavedModel;
        if (extension is ".ONNX" && (seen.Contains(-1) || seen.Contains(7)))
            return ModelFormats.Onnx;
        return null;
    }

    /// <summary>What the first message of the field looks like.</summary>
    private static string ShapeOf(int field, ProtobufMessage inner)
    {
        var first = "";
        var second = "";
        var hasNumber2 = false;
        var hasPath = false;
        try
        {
            while (inner.Next())
            {
                if (field == 7 && inner is { HasLength: true, Field: 1 })
                    return "graph";
                if (field == 7 && inner is { HasLength: true, Field: 2 or 5 or 11 or 12 })
                    return "graph";
                if (inner is { HasLength: true, Field: 1 } && first.Length == 0)
                    first = inner.Text(256);
                else if (inner is { HasLength: true, Field: 2 } && second.Length == 0)
                    second = inner.Text(256);
                else if (inner is { HasLength: false, Field: 2 })
                    hasNumber2 = true;
                else if (inner is { HasLength: true, Field: 3 })
                    hasPath |= inner.Text(256).StartsWith("root", StringComparison.Ordinal);
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or ModelFormatException)
        {
            return "";
        }
        if (hasNumber2 && hasPath || hasPath)
            return "kerasNode";
        return first.Length > 0 && second.Length > 0 && second.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '>') && char.IsAsciiLetter(second[0]) ? "node" : "";
    }
}
