namespace Anneal.Data;

/// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): 60 000 grey pictures of clothes to train with and 10 000 to validate with, [1, 28, 28], 10 classes.</summary>
public static class FashionMnist
{
    private const string Server = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

    /// <summary>What the classes are called.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Where it comes from.</summary>
    public static KnownData Source { get; } = new("Fashion-MNIST", "fashion-mnist")
    {
        Downloads =
        [
            new("train-images-idx3-ubyte.gz", new(Server + "train-images-idx3-ubyte.gz"), 26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new("train-labels-idx1-ubyte.gz", new(Server + "train-labels-idx1-ubyte.gz"), 29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new("t10k-images-idx3-ubyte.gz", new(Server + "t10k-images-idx3-ubyte.gz"), 4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new("t10k-labels-idx1-ubyte.gz", new(Server + "t10k-labels-idx1-ubyte.gz"), 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ],
        Files = MnistFiles.Names,
        Package = "dataset-fashion-mnist",
        Subfolders = ["FashionMNIST/raw"],
        SystemFolders = ["/usr/share/datasets/fashion-mnist"],
    };

    /// <summary>Reads it from where it lies.</summary>
    /// <param name="folder">The folder that has the files, or has them in <c>fashion-mnist</c> or, as torchvision puts them, <c>FashionMNIST/raw</c>. Null, the default, looks in <c>ANNEAL_DATA</c> in the same way,
    /// then in <c>anneal/fashion-mnist</c> below the user's cache (<c>XDG_CACHE_HOME</c> or <c>~/.cache</c>; <c>LOCALAPPDATA</c> on Windows), then where Debian's package puts it.</param>
    /// <param name="environment">The environment's variables by name; the process's by default.</param>
    /// <exception cref="FileNotFoundException">It lies nowhere; the message says where was looked and what to do.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or of MNIST.</exception>
    public static PictureData Find(string? folder = null, Func<string, string?>? environment = null) => MnistFiles.Find(Source, ClassNames, folder, environment);
}
