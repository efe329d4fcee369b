namespace Anneal.Tests.Faults.Files;

public sealed class PaddleOcrFile : ConfigurationFile
{
    public override string Name => "configuration of PaddleOCR";

    public override string FileName => "paddleocr-rec.yml";
}
