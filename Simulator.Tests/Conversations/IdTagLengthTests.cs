namespace Simulator.Tests.Conversations;

/// <summary>An id of 20 characters stays itself, however many bytes they take.</summary>
public sealed class IdTagLengthTests
{
    private const string Twenty = "電気自動車充電器の利用者識別番号一二三四";

    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    [Fact]
    public void Transaction_IdOfTwentyLongCharacters_IsKeptWhole() => Play(c => c
        .Check(Twenty.Length == 20, $"{Twenty.Length}").Booted().Plug().Present(Twenty)
        .Expect("Authorize", $"idTag={Twenty}").Expect("StartTransaction", $"idTag={Twenty}").Advance(70).PressStop().Expect("StopTransaction", $"idTag={Twenty}"));

    [Fact]
    public void Transaction_IdOfTwentyLongCharactersOverAPowerCut_IsKeptWhole() => Play(c => c
        .Booted().Plug().Present(Twenty).Expect("StartTransaction").Advance(70).CutPower().Advance(5).PowerOn().Expect("StopTransaction", $"idTag={Twenty}", "reason=PowerLoss"));

    [Fact]
    public void History_IdLongerThanItsRoom_IsCutBetweenCharacters() => Play(c =>
    {
        c.Booted().Plug().Present(Twenty).Expect("StartTransaction").PressStop().Expect("StopTransaction").Advance(5);
        var past = new Ocpp.Client.Queue.PastTransaction();
        ((PlainCharger)c.Charger).Point.Queue.OpenHistory().Read(0, past);
        c.Check(past.IdTag.Length > 5 && Twenty.StartsWith(past.IdTag, StringComparison.Ordinal), past.IdTag);
    });

    [Fact]
    public void RemoteStart_IdOfTwentyOneCharacters_IsRefused() => Play(c => c
        .Booted().Plug().Call("RemoteStartTransaction", $$"""{"idTag":"{{Twenty}}x"}""", wrongly: true).AnsweredWithError("PropertyConstraintViolation").ExpectNone("StartTransaction", 20));
}
