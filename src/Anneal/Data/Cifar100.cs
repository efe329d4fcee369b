namespace Anneal.Data;

/// <summary>CIFAR-100 (Krizhevsky 2009): 50 000 pictures to train with and 10 000 to validate with, [3, 32, 32], 100 classes, the fine ones.</summary>
public static class Cifar100
{
    /// <summary>What the fine classes are called.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
    [
        "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle",
        "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle",
        "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup", "dinosaur",
        "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard",
        "lamp", "lawn_mower", "leopard", "lion", "lizard", "lobster", "man", "maple_tree", "motorcycle", "mountain",
        "mouse", "mushroom", "oak_tree", "orange", "orchid", "otter", "palm_tree", "pear", "pickup_truck", "pine_tree",
        "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road", "rocket",
        "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider",
        "squirrel", "streetcar", "sunflower", "sweet_pepper", "table", "tank", "telephone", "television", "tiger", "tractor",
        "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow_tree", "wolf", "woman", "worm",
    ];

    /// <summary>Where it comes from.</summary>
    public static KnownData Source { get; } = new("CIFAR-100", "cifar-100")
    {
        Downloads = [new("cifar-100-binary.tar.gz", new("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"), 168513733, "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")],
        Files = ["train.bin", "test.bin"],
        Subfolders = ["cifar-100-binary"],
    };

    /// <summary>Reads it, in its binary version, from where it lies.</summary>
    /// <param name="folder">The folder that has the files, or has them in <c>cifar-100</c> or <c>cifar-100-binary</c>. Null, the default, looks in <c>ANNEAL_DATA</c> in the same way,
    /// then in <c>anneal/cifar-100</c> below the user's cache (<c>XDG_CACHE_HOME</c> or <c>~/.cache</c>; <c>LOCALAPPDATA</c> on Windows).</param>
    /// <param name="environment">The environment's variables by name; the process's by default.</param>
    /// <exception cref="FileNotFoundException">It lies nowhere; the message says where was looked and what to do.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static PictureData Find(string? folder = null, Func<string, string?>? environment = null)
    {
        string place = DataFolder.Find(Source, folder, environment);
        return new(CifarFiles.Read100(DataFolder.PathOf(place, "train.bin")), CifarFiles.Read100(DataFolder.PathOf(place, "test.bin")), place);
    }
}
