using System.Globalization;

namespace Simulator.Tests.Conversations;

/// <summary>A changed setting counts at once, and what a list of measurands means.</summary>
public sealed class ChangedSettingsTests
{
    private static void Play(Action<Conversation> script) => Stage.Play(Who.ChargePoint, script);

    [Fact]
    [Complies("configuration", "A shorter heartbeat interval counts at once.")]
    public void HeartbeatInterval_MadeShorter_CountsAtOnce() => Play(c => c
        .Boot("Accepted", 86400).Booted().Advance(100).Configure("HeartbeatInterval", "20").Expect("Heartbeat").Check(c.Charger.NowMs < 130_000, $"it came at {c.Charger.NowMs} ms")
        .ExpectNone("Heartbeat", 18).Expect("Heartbeat"));

    [Fact]
    [Complies("configuration", "A shorter sample interval counts at once, from the transaction's start.")]
    public void MeterValueSampleInterval_MadeShorter_CountsFromTheStartAtOnce() => Play(c =>
    {
        c.Booted().Configure("MeterValueSampleInterval", "900").Plug().Present("RIDER-1").Expect("StartTransaction");
        DateTime start = Time(c);
        c.Advance(95).Configure("MeterValueSampleInterval", "20").ExpectNext("MeterValues");
        c.Check(Math.Round((Value(c) - start).TotalSeconds) == 100, $"{Value(c) - start}").ExpectNext("MeterValues").Check(Math.Round((Value(c) - start).TotalSeconds) == 120, $"{Value(c) - start}");
    });

    [Fact]
    public void MeterValueSampleInterval_SwitchedOn_CountsAtOnce() => Play(c => c
        .Booted().Configure("MeterValueSampleInterval", "0").Plug().Present("RIDER-1").Expect("StartTransaction").ExpectNone("MeterValues", 200)
        .Configure("MeterValueSampleInterval", "10").Expect("MeterValues"));

    [Fact]
    public void ClockAlignedDataInterval_MadeShorter_CountsAtOnce() => Play(c =>
    {
        c.Booted().Configure("MeterValueSampleInterval", "0").Configure("MeterValuesAlignedData", "Voltage").Configure("ClockAlignedDataInterval", "3600")
            .Plug().Present("RIDER-1").Expect("StartTransaction").ExpectNone("MeterValues", 30).Configure("ClockAlignedDataInterval", "60").ExpectNext("MeterValues");
        c.Check(Value(c).Second == 0 && Value(c).Minute <= 2, $"{Value(c):HH:mm:ss}");
    });

    [Theory]
    [InlineData("Voltage, SoC", "Voltage SoC")]
    [InlineData(" SoC ,Voltage ", "Voltage SoC")]
    [InlineData("SoC,SoC,SoC", "SoC")]
    [InlineData("SoC,SoC,SoC,SoC,SoC,SoC,Voltage", "Voltage SoC")]
    [Complies("meter values", "Blanks and repeats in a list of measurands change nothing.")]
    public void MeterValuesSampledData_BlanksAndRepeats_AreASet(string list, string sent) => Play(c =>
    {
        c.Do(() => ((PlainCharger)c.Charger).Inputs.SocDeciPercent = 505).Booted().Do(() => ((PlainCharger)c.Charger).Inputs.SocDeciPercent = 505)
            .Configure("MeterValuesSampledData", list).Configure("MeterValueSampleInterval", "10").Plug().Present("RIDER-1").Expect("MeterValues");
        string[] measurands = [.. c.Got["meterValue"]![0]!["sampledValue"]!.AsArray().Select(v => (string)v!["measurand"]!)];
        c.Check(string.Join(' ', measurands) == sent, string.Join(' ', measurands));
    });

    [Fact]
    public void MeterValuesSampledData_SevenOfTheSameLength_IsNotTheFullList() => Play(c =>
    {
        // As many characters as the full list has.
        const string list = "Power.Active.Import,Power.Active.Import,Power.Active.Import,Power.Active.Import,Temperature,Voltage,Voltage";
        c.Booted().Configure("MeterValuesSampledData", list).Configure("MeterValueSampleInterval", "10").Plug().Present("RIDER-1").Expect("MeterValues");
        string[] measurands = [.. c.Got["meterValue"]![0]!["sampledValue"]!.AsArray().Select(v => (string)v!["measurand"]!)];
        c.Check(!measurands.Contains("Energy.Active.Import.Register"), string.Join(' ', measurands));
    });

    private static DateTime Time(Conversation c) => DateTime.Parse((string)c.Got["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static DateTime Value(Conversation c) => DateTime.Parse((string)c.Got["meterValue"]![0]!["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
