using Charger.Can;
using Charger.Metering;
using Charger.Runtime;
using Firmware;
using Firmware.Page;
using Ocpp.Client.Authorization;
using Ocpp.Client.Certificates;
using Ocpp.Client.Configuration;
using Ocpp.Client.Core;
using Ocpp.Client.DataTransfer;
using Ocpp.Client.Queue;
using Ocpp.Client.Reservation;
using Ocpp.Client.Security;
using Ocpp.Client.Session;
using Ocpp.Client.SmartCharging;

namespace Simulator.Pages;

/// <summary>What a store of the firmware's <see cref="StoreTable"/> may take and what is in it.</summary>
/// <param name="Name">The row's name in that table.</param>
/// <param name="MostBytes">Bytes one of its files has at most.</param>
/// <param name="Format">Format version that is written; 0 where the file has none because others write it.</param>
/// <param name="About">What is in it, for docs/storage.md.</param>
public sealed record StoreUse(string Name, int MostBytes, int Format, string About);

/// <summary>The desktop's half of <see cref="StoreTable"/>: one entry for each of its rows, in its order; a test compares both.</summary>
public static class StoreUses
{
    private const int Slot = SlotStore.HeaderBytes;
    private const int None = 0;

    /// <summary>A file deployed over the cable.</summary>
    private const int Deployed = 4096;

    public static IReadOnlyList<StoreUse> All { get; } =
    [
        new(BootRecord.Name, Slot + BootRecord.MostBytes, BootRecord.Format, "boots, failed boots in a row, why the firmware went down (the reset writes its own reason)"),
        new("boots", Slot + BootHistory.PayloadBytes, BootHistory.FormatVersion, "why the last eight boots ended, for the console"),
        new("energy", Slot + EnergyRegister.PayloadBytes, EnergyRegister.FormatVersion, "lifetime energy register and its reserve; never reset"),
        new("profile", Slot + SecurityProfileControl.RecordBytes, SecurityProfileControl.FormatVersion, "security profile that has connected, attempts with the next one, the former password while a new one is on trial; erased before the settings"),
        new("config", Slot + ConfigurationStore.RecordBytes, ConfigurationStore.FormatVersion, "settings that differ from their default, password included"),
        new("profiles", Slot + ProfileBytes(), ChargingProfileStore.FormatVersion, "installed charging profiles"),
        new("reserved", Slot + ReservationStore.MaxPayloadBytes, ReservationStore.FormatVersion, "the reservation"),
        new("avail", Slot + AvailabilityCalls.PayloadBytes, AvailabilityCalls.FormatVersion, "which connectors are out of service"),
        new(TransactionLog.Name, TransactionLog.MostBytes + TransactionLog.CompactBytes, TransactionRecord.Format, "transaction messages until they are delivered; the newest transaction"),
        new(TransactionHistory.Name, Slot + TransactionHistory.PayloadBytes, TransactionHistory.FormatVersion, "the last ten transactions, for the console"),
        new("events", Slot + SecurityEventRecord.MostBytes, SecurityEventRecord.FormatVersion, "security events until they are delivered"),
        new("certs", Slot + CertificateTable.TableBytes, CertificateTable.FormatVersion, "index of the installed certificates"),
        new("cert0.der", CertificateIndex.MostDerBytes + CertificateFile.CrcBytes, None, "an installed certificate (DER)"),
        new("cert1.der", CertificateIndex.MostDerBytes + CertificateFile.CrcBytes, None, "an installed certificate (DER)"),
        new("cert2.der", CertificateIndex.MostDerBytes + CertificateFile.CrcBytes, None, "an installed certificate (DER)"),
        new(CertificateIndex.DeployedFile, Deployed, None, "root certificate of the central system until it is taken over"),
        new(BoardChoice.File, BoardChoice.LongestName, None, "name of the board's profile: which pins there are does not change with the owner"),
        new(ConfigurationImport.FileName, Deployed, None, "configuration file until it is taken over"),
        new(LogArchive.Name, LogArchive.FileBytes, FlashLines.FormatVersion, "the log's lines, for GetDiagnostics and 'log last'"),
        new(StoreTable.SecurityLog, StoreTable.SecurityLogBytes, FlashLines.FormatVersion, "security events, for GetLog"),
        new(DataQueue.Name, Slot + DataQueue.PayloadBytes, DataQueue.FormatVersion, "DataTransfers until they are delivered: alerts, summaries of sessions"),
        new(SessionNote.Name, Slot + SessionNote.NoteBytes, SessionNote.FormatVersion, "the session whose summary is due"),
        new(IdTagFile.Name, IdTagFile.MostFileBytes, IdTagFile.FormatVersion, "local list and authorization cache"),
        new(LatchedFaults.Name, Slot + LatchedFaults.PayloadBytes, LatchedFaults.FormatVersion, "faults that lock the output until they are cleared by hand: a defect does not go with the owner"),
        new(HeldTransactions.NameOf(0), HeldTransactions.MostBytes, TransactionRecord.Format, "a transaction that is held back while later ones are delivered"),
        new(HeldTransactions.NameOf(1), HeldTransactions.MostBytes, TransactionRecord.Format, "a transaction that is held back while later ones are delivered"),
        new("fwupdate", 1200, None, "firmware update under way (images with an installer)"),
        new("fwsign", 8192, None, "its certificates and signature (Security=Signed)"),
        new("newkey", 8192, None, "key whose certificate was asked for (Security=Signed)"),
        new("devkey", 8192, None, "the charger's key and certificate (Security=Signed)"),
        new(MeterBilling.Name, Slot + MeterBilling.PayloadBytes, MeterBilling.FormatVersion, "register of the meter when it was read last, to tell another meter by (Meter=Modbus)"),
        new(MeterSettings.File, MeterSettings.LongestText, None, "model, address and baud of the meter, deployed over the cable (Meter=Modbus)"),
        new(PageAccess.File, PageAccess.LongestText, None, "network and port of the status page; without it there is none (Page=Status)"),
    ];

    /// <summary>The entry of a row.</summary>
    /// <exception cref="ArgumentException">There is none: it is missing here.</exception>
    public static StoreUse Of(StoreRow row) => All.FirstOrDefault(u => u.Name == row.Name) ?? throw new ArgumentException($"store '{row.Name}' has no entry in StoreUses: add its bytes, format and contents");

    private static int ProfileBytes()
    {
        var keys = new OcppKeyTable();
        var key = new ConfigurationKey();
        keys.Describe(OcppKeys.MaxChargingProfilesInstalled, key);
        int most = key.Default;
        key.Clear();
        keys.Describe(OcppKeys.ChargingScheduleMaxPeriods, key);
        return ChargingProfileStore.PayloadBytes(most, key.Default);
    }
}
