namespace Anneal.Data;

/// <summary>MNIST (LeCun, Cortes and Burges 1998): 60 000 grey pictures of handwritten digits to train with and 10 000 to validate with, [1, 28, 28], 10 classes.</summary>
public static class Mnist
{
    // The address torchvision falls back to; the original server asks for a password now and then.
    private const string Server = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    /// <summary>What the classes are called: 0 to 9.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>Where it comes from.</summary>
    public static KnownData Source { get; } = new("MNIST", "mnist")
    {
        Downloads =
        [
            new("train-images-idx3-ubyte.gz", new(Server + "train-images-idx3-ubyte.gz"), 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new("train-labels-idx1-ubyte.gz", new(Server + "train-labels-idx1-ubyte.gz"), 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new("t10k-images-idx3-ubyte.gz", new(Server + "t10k-images-idx3-ubyte.gz"), 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new("t10k-labels-idx1-ubyte.gz", new(Server + "t10k-labels-idx1-ubyte.gz"), 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ],
        Files = MnistFiles.Names,
        Subfolders = ["MNIST/raw"],
    };

    /// <summary>Reads it from where it lies.</summary>
    /// <param name="folder">The folder that has the files, or has them in <c>mnist</c> or, as torchvision puts them, <c>MNIST/raw</c>. Null, the default, looks in <c>ANNEAL_DATA</c> in the same way,
    /// then in <c>anneal/mnist</c> below the user's cache (<c>XDG_CACHE_HOME</c> or <c>~/.cache</c>; <c>LOCALAPPDATA</c> on Windows).</param>
    /// <param name="environment">The environment's variables by name; the process's by default.</param>
    /// <exception cref="FileNotFoundException">It lies nowhere; the message says where was looked and what to do.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or of Fashion-MNIST.</exception>
    public static PictureData Find(string? folder = null, Func<string, string?>? environment = null) => MnistFiles.Find(Source, ClassNames, folder, environment);
}
