using Anneal.Tests.Training.Checkpoints;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Tests.Faults.Files;

public sealed class CheckpointFile : DamagedFile
{
    private static readonly Trainer _trained = Trained();

    public override string Name => "checkpoint";

    public override string FileName => "run.safetensors";

    public override bool Sealed => true;

    public override int Head => 4000;

    public override void Write(string path) => _trained.Save(path);

    public override string Read(string path)
    {
        Trainer fresh = Resumable.Rich();
        fresh.Restore(path);
        return ResumeCheck.Difference(_trained, fresh) ?? "every bit";
    }

    private static Trainer Trained()
    {
        Trainer trainer = Resumable.Rich();
        foreach (StepReport _ in trainer.Run(Resumable.Batches(), 3, Resumable.Validation()).Take(6))
        {
        }

        return trainer;
    }
}
