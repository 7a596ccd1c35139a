namespace AuditService.Collectors.ModelFiles;

/// <summary>What a reason is about, for the rules that judge one kind of fault of model files.</summary>
public enum ModelTopic
{
    /// <summary>None of those below: what a pickle imports, most of all.</summary>
    Other,

    /// <summary>Python in a Keras configuration: Lambda layers, foreign modules, functions, paths.</summary>
    KerasCode,

    /// <summary>Operations of a TensorFlow graph that reach files or Python.</summary>
    GraphOperations,

    /// <summary>A template of prompts that holds code.</summary>
    Template,

    /// <summary>Weights kept outside the file.</summary>
    OutsideData,

    /// <summary>Operators that need a native library.</summary>
    CustomOperators,

    /// <summary>A header that contradicts itself or the file.</summary>
    Header,

    /// <summary>A container that is tampered with, unusual, or not what its name says.</summary>
    Container,
}
