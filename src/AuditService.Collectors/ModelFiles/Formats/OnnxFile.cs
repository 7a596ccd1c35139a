using System.Collections.Frozen;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// ONNX (onnx.proto): walks every tensor (initialisers, sparse ones, attributes, sub-graphs, functions, training) for data kept in other files,
/// and every node for operators that need a native library.
/// </summary>
internal sealed class OnnxFile
{
    private const int MaximumOperators = 10_000;
    private const int MaximumLocations = 1_000;

    private static readonly FrozenSet<string> StandardDomains = FrozenSet.Create(
        StringComparer.Ordinal,
        "", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview", "ai.onnx.preview.training", "com.microsoft", "com.microsoft.nchwc", "com.microsoft.experimental",
        "com.microsoft.mlfeaturizers", "com.microsoft.dml", "com.ms.internal.nhwc", "com.microsoft.qnn", "org.pytorch.aten");

    private readonly ModelReading reading;
    private readonly ScanBudget budget;
    private readonly HashSet<(string Domain, string Operator)> operators = [];
    private readonly HashSet<(string Domain, string Operator)> functions = [];
    private readonly HashSet<string> locations = new(StringComparer.Ordinal);

    private OnnxFile(ModelReading reading, ScanBudget budget)
    {
        this.reading = reading;
        this.budget = budget;
    }

    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading)
    {
        using var reader = new ContentReader(content.Open(), content.Length);
        var file = new OnnxFile(reading, scan.Budget);
        try
        {
            file.ReadModel(new ProtobufMessage(reader, content.Length!.Value, 0));
        }
        finally
        {
            file.TellOperators();
        }
    }

    private void ReadModel(ProtobufMessage model)
    {
        while (model.Next())
        {
            switch (model.Field)
            {
                case 7:
                    ReadGraph(model.Message());
                    break;
                case 20:
                    ReadTraining(model.Message());
                    break;
                case 25:
                    ReadFunction(model.Message());
                    break;
            }
        }
    }

    private void ReadTraining(ProtobufMessage training)
    {
        while (training.Next())
        {
            if (training.Field is 1 or 2)
                ReadGraph(training.Message());
        }
    }

    private void ReadFunction(ProtobufMessage function)
    {
        var name = "";
        var domain = "";
        while (function.Next())
        {
            switch (function.Field)
            {
                case 1:
                    name = function.Text();
                    break;
                case 7:
                    ReadNode(function.Message());
                    break;
                case 10:
                    domain = function.Text();
                    break;
                case 11:
                    ReadAttribute(function.Message());
                    break;
            }
        }
        if (functions.Count < MaximumOperators)
            functions.Add((domain, name));
    }

    private void ReadGraph(ProtobufMessage graph)
    {
        while (graph.Next())
        {
            budget.CheckTime();
            switch (graph.Field)
            {
                case 1:
                    ReadNode(graph.Message());
                    break;
                case 5:
                    ReadTensor(graph.Message());
                    break;
                case 15:
                    ReadSparse(graph.Message());
                    break;
            }
        }
    }

    private void ReadNode(ProtobufMessage node)
    {
        var type = "";
        var domain = "";
        while (node.Next())
        {
            switch (node.Field)
            {
                case 4:
                    type = node.Text();
                    break;
                case 5:
                    ReadAttribute(node.Message());
                    break;
                case 7:
                    domain = node.Text();
                    break;
            }
        }
        if (operators.Count < MaximumOperators)
            operators.Add((domain, type));
    }

    private void ReadAttribute(ProtobufMessage attribute)
    {
        while (attribute.Next())
        {
            switch (attribute.Field)
            {
                case 5 or 10:
                    ReadTensor(attribute.Message());
                    break;
                case 6 or 11:
                    ReadGraph(attribute.Message());
                    break;
                case 22 or 23:
                    ReadSparse(attribute.Message());
                    break;
            }
        }
    }

    private void ReadSparse(ProtobufMessage sparse)
    {
        while (sparse.Next())
        {
            if (sparse.Field is 1 or 2)
                ReadTensor(sparse.Message());
        }
    }

    private void ReadTensor(ProtobufMessage tensor)
    {
        while (tensor.Next())
        {
            if (tensor.Field == 13)
                ReadExternal(tensor.Message());
        }
    }

    private void ReadExternal(ProtobufMessage entry)
    {
        using var about = reading.About(ModelTopic.OutsideData);
        var key = "";
        var value = "";
        while (entry.Next())
        {
            if (entry.Field == 1)
                key = entry.Text();
            else if (entry.Field == 2)
                value = entry.Text();
        }
        if (key is not "location" || locations.Count >= MaximumLocations || !locations.Add(value))
            return;
        var shown = ModelReading.Quote(value);
        if (FilePaths.LeavesItsFolder(value) || value.Length == 0)
            reading.Accuse($"Des poids seraient lus hors du dossier du modèle : « {shown} ».", $"Weights would be read outside the model's folder: \"{shown}\".");
        else
            reading.Note($"Des poids sont dans le fichier voisin « {shown} ».", $"Weights are in the companion file \"{shown}\".");
    }

    private void TellOperators()
    {
        using var about = reading.About(ModelTopic.CustomOperators);
        foreach (var (domain, type) in operators.Order())
        {
            if (type is "PyOp" or "PyCustomOp" or "PyCustomOpDef")
            {
                reading.Accuse($"L'opérateur {type} exécute du Python.", $"Operator {type} runs Python.");
                continue;
            }
            if (StandardDomains.Contains(domain) || functions.Contains((domain, type)))
                continue;
            var shown = ModelReading.Quote($"{domain}.{type}", 120);
            reading.Doubt($"L'opérateur {shown} demande une bibliothèque native que le modèle ne contient pas.", $"Operator {shown} needs a native library that the model does not hold.");
        }
    }
}
