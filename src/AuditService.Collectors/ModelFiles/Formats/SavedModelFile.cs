using System.Collections.Frozen;
using System.Text.Json;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>TensorFlow graphs (saved_model.proto, graph.proto, function.proto): operations that read or write files or run Python, in graphs and functions; Keras metadata.</summary>
internal static class SavedModelFile
{
    private const int MaximumMetadata = 16 * 1024 * 1024;

    /// <summary>Operations that run Python, or read and write the files they are told.</summary>
    private static readonly FrozenSet<string> Dangerous = FrozenSet.Create(
        StringComparer.Ordinal, "ReadFile", "WriteFile", "PyFunc", "EagerPyFunc", "PyFuncStateless", "MatchingFiles", "LoadLibrary", "WholeFileReader", "WholeFileReaderV2", "ImmutableConst");

    /// <summary>Operations that reach out in ways a served model rarely needs.</summary>
    private static readonly FrozenSet<string> Unusual = FrozenSet.Create(
        StringComparer.Ordinal,
        "CreateSummaryFileWriter", "SummaryWriter", "DebugIdentity", "DebugIdentityV2", "DebugIdentityV3", "TextLineReader", "TextLineReaderV2", "TFRecordReader", "TFRecordReaderV2",
        "FixedLengthRecordReader", "FixedLengthRecordReaderV2", "IdentityReader", "RpcCall", "RpcServer", "RpcClient", "SqlDataset", "TFRecordDataset", "TFRecordDatasetV2", "TextLineDataset", "FixedLengthRecordDataset", "FixedLengthRecordDatasetV2", "CSVDataset", "CSVDatasetV2", "LoadDataset", "LoadDatasetV2", "SaveDataset", "SaveDatasetV2",
        "SnapshotDataset", "SnapshotDatasetV2", "MatchingFilesDataset", "LMDBDataset", "RegisterDataset", "RegisterDatasetV2", "DataServiceDataset", "DataServiceDatasetV2",
        "DataServiceDatasetV3", "DataServiceDatasetV4", "GenerateBigQueryReaderPartitions", "BigQueryReader", "CloudBigtableClient", "LookupTableExportToFile");

    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading, bool isGraph)
    {
        using var reader = new ContentReader(content.Open(), content.Length);
        var message = new ProtobufMessage(reader, content.Length!.Value, 0);
        if (isGraph)
        {
            ReadGraph(message, reading, scan.Budget);
            return;
        }
        while (message.Next())
        {
            if (message.Field == 2)
                ReadMetaGraph(scan, message.Message(), reading);
        }
    }

    /// <summary>keras_metadata.pb: one JSON text for each object of a Keras model.</summary>
    public static void ReadKerasMetadata(ModelInspection scan, ModelContent content, ModelReading reading)
    {
        using var reader = new ContentReader(content.Open(), content.Length);
        var message = new ProtobufMessage(reader, content.Length!.Value, 0);
        while (message.Next())
        {
            if (message.Field != 1)
                continue;
            var node = message.Message();
            while (node.Next())
            {
                if (node.Field == 5)
                    ReadKerasObject(scan, node, reading);
            }
        }
    }

    private static void ReadMetaGraph(ModelInspection scan, ProtobufMessage metaGraph, ModelReading reading)
    {
        while (metaGraph.Next())
        {
            switch (metaGraph.Field)
            {
                case 2:
                    ReadGraph(metaGraph.Message(), reading, scan.Budget);
                    break;
                case 6:
                    ReadAsset(metaGraph.Message(), reading);
                    break;
                case 7:
                    ReadObjects(scan, metaGraph.Message(), reading);
                    break;
            }
        }
    }

    private static void ReadGraph(ProtobufMessage graph, ModelReading reading, ScanBudget budget)
    {
        while (graph.Next())
        {
            budget.CheckTime();
            switch (graph.Field)
            {
                case 1:
                    ReadNode(graph.Message(), reading);
                    break;
                case 2:
                    ReadLibrary(graph.Message(), reading, budget);
                    break;
            }
        }
    }

    private static void ReadLibrary(ProtobufMessage library, ModelReading reading, ScanBudget budget)
    {
        while (library.Next())
        {
            if (library.Field != 1)
                continue;
            budget.CheckTime();
            var function = library.Message();
            while (function.Next())
            {
                if (function.Field == 3)
                    ReadNode(function.Message(), reading);
            }
        }
    }

    private static void ReadNode(ProtobufMessage node, ModelReading reading)
    {
        using var about = reading.About(ModelTopic.GraphOperations);
        var operation = "";
        var writesFile = false;
        while (node.Next())
        {
            if (node.Field == 2)
                operation = node.Text(256);
            else if (node.Field == 5)
                writesFile |= IsFileStream(node.Message());
        }
        if (Dangerous.Contains(operation) || operation is "PrintV2" && writesFile)
        {
            reading.Accuse(
                $"L'opération {operation} lit ou écrit des fichiers, ou exécute du Python.",
                $"Operation {operation} reads or writes files, or runs Python.");
        }
        else if (Unusual.Contains(operation))
        {
            reading.Doubt($"L'opération {operation} atteint des fichiers ou un réseau.", $"Operation {operation} reaches files or a network.");
        }
    }

    /// <summary>PrintV2 writes to a file when its output stream says so.</summary>
    private static bool IsFileStream(ProtobufMessage attribute)
    {
        var isStream = false;
        var isFile = false;
        while (attribute.Next())
        {
            if (attribute.Field == 1)
                isStream = attribute.Text(64) is "output_stream";
            if (attribute.Field != 2)
                continue;
            var value = attribute.Message();
            while (value.Next())
            {
                if (value.Field == 2)
                    isFile = value.Text(64).StartsWith("file://", StringComparison.Ordinal);
            }
        }
        return isStream && isFile;
    }

    private static void ReadAsset(ProtobufMessage asset, ModelReading reading)
    {
        using var about = reading.About(ModelTopic.GraphOperations);
        while (asset.Next())
        {
            if (asset.Field != 2)
                continue;
            var path = asset.Text();
            if (!FilePaths.LeavesItsFolder(path))
                continue;
            reading.Accuse(
                $"Une ressource serait lue hors du dossier du modèle : « {ModelReading.Quote(path)} ».",
                $"An asset would be read outside the model's folder: \"{ModelReading.Quote(path)}\".");
        }
    }

    /// <summary>Before TensorFlow 2.5 the metadata of Keras objects stood in the object graph.</summary>
    private static void ReadObjects(ModelInspection scan, ProtobufMessage objects, ModelReading reading)
    {
        while (objects.Next())
        {
            if (objects.Field != 1)
                continue;
            var saved = objects.Message();
            while (saved.Next())
            {
                if (saved.Field != 4)
                    continue;
                var user = saved.Message();
                while (user.Next())
                {
                    if (user.Field == 3)
                        ReadKerasObject(scan, user, reading);
                }
            }
        }
    }

    private static void ReadKerasObject(ModelInspection scan, ProtobufMessage field, ModelReading reading)
    {
        if (field.Length > MaximumMetadata)
        {
            reading.Incomplete("métadonnées Keras démesurées", "oversized Keras metadata");
            return;
        }
        using var json = JsonText.Parse(field.Text(MaximumMetadata));
        if (json?.RootElement is { ValueKind: JsonValueKind.Object } root)
            KerasConfig.Walk(scan.Catalogue, root, reading);
    }
}
