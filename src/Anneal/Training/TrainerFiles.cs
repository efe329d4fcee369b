namespace Anneal.Training;
/// <summary>x</summary>
public static class TrainerFiles
{
    /// <summary>x</summary>
    public static void Save(this Trainer trainer, string path) {}
    /// <summary>x</summary>
    public static void Restore(this Trainer trainer, string path) {}
}
