using System.Text;
using Charger.Can;
using Charger.Runtime;
using Firmware.Tests.Can;
using Ocpp.Client;
using Ocpp.Client.Wire;
using nanoFramework.TestFramework;

namespace Firmware.Tests.FirmwareRoom
{
    [TestClass]
    public class ExchangeTests
    {
        [TestMethod]
        public void StallRequest_EveryStateAndRequester_OnlyItsOwnBitChanges()
        {
            // All eight states of the three requesters; from each state each one asks and withdraws.
            for (int state = 0; state < 8; state++)
            {
                for (int requester = 1; requester <= 4; requester <<= 1)
                {
                    ConnectorOutputs outputs = new ConnectorOutputs();
                    for (int bit = 1; bit <= 4; bit <<= 1) outputs.RequestStall(bit, (state & bit) != 0);
                    Assert.AreEqual(state != 0, outputs.StallRequested, "state " + state);
                    outputs.RequestStall(requester, false);
                    Assert.AreEqual((state & ~requester) != 0, outputs.StallRequested, "state " + state + " without " + requester);
                    outputs.RequestStall(requester, true);
                    Assert.IsTrue(outputs.StallRequested, "state " + state + " with " + requester);
                }
            }
        }

        [TestMethod]
        public void ConnectorExchange_Outputs_BecomeThePermit()
        {
            ConnectorOutputs outputs = new ConnectorOutputs
            {
                TransactionRunning = true,
                TransactionSerial = 7,
                EnergyPermitted = true,
                LimitMa = 16000,
                LimitW = 2000,
                InstallUnderWay = true,
                PauseForStall = true,
            };
            outputs.RequestStall(StallRequester.Link, true);
            ChargePermit permit = new ChargePermit();
            Assert.IsTrue(ConnectorExchange.Differ(outputs, permit));
            ConnectorExchange.ToPermit(outputs, permit);
            Assert.IsFalse(ConnectorExchange.Differ(outputs, permit));
            Assert.AreEqual(7, permit.TransactionSerial);
            Assert.AreEqual(16000, permit.LimitMa);
            Assert.AreEqual(2000, permit.LimitW);
            Assert.IsTrue(permit.TransactionRunning && permit.EnergyPermitted && permit.InstallUnderWay && permit.StallRequested && permit.PauseForStall);
        }

        [TestMethod]
        public void ConnectorExchange_End_CarriesTheReasonOfTheTable()
        {
            ConnectorExchange_End_CarriesTheReasonOfTheTable(0, "EVDisconnected", 0);
            ConnectorExchange_End_CarriesTheReasonOfTheTable(1, "EVDisconnected", 4);
            ConnectorExchange_End_CarriesTheReasonOfTheTable(2, "EmergencyStop", 4);
            ConnectorExchange_End_CarriesTheReasonOfTheTable(3, "Other", 4);
            ConnectorExchange_End_CarriesTheReasonOfTheTable(4, "Local", 4);
        }

        private static void ConnectorExchange_End_CarriesTheReasonOfTheTable(int ended, string reason, int serial)
        {
            ConnectorInputs inputs = new ConnectorInputs();
            new ConnectorExchange().ToInputs(new ChargerSnapshot { Ended = (EndReason)ended, EndedSerial = 4, ModuleHealthy = true }, inputs);
            Assert.AreEqual(serial, inputs.EndedSerial);
            if (ended == 0) Assert.IsNull(inputs.EndedReason);
            else Assert.AreEqual(reason, inputs.EndedReason);
        }

        [TestMethod]
        public void ConnectorExchange_Fault_IsTakenFromTheTable()
        {
            ConnectorExchange_Fault_IsTakenFromTheTable(ChargerFaults.OverTemperature, "HighTemperature", true);
            ConnectorExchange_Fault_IsTakenFromTheTable(ChargerFaults.BmsRefuses, "OtherError", false);
            ConnectorExchange_Fault_IsTakenFromTheTable(0, "", false);
        }

        private static void ConnectorExchange_Fault_IsTakenFromTheTable(int fault, string errorCode, bool stops)
        {
            ConnectorInputs inputs = new ConnectorInputs();
            ConnectorExchange exchange = new ConnectorExchange();
            exchange.ToInputs(new ChargerSnapshot { FaultNumber = fault, ModuleHealthy = true, BmsBus = CanBusState.Active }, inputs);
            Assert.AreEqual(errorCode, inputs.FaultErrorCode == null ? "" : inputs.FaultErrorCode);
            Assert.AreEqual(stops, inputs.FaultStops);
            Assert.AreEqual(stops, inputs.NotReadyBecause != null);
            exchange.ToInputs(new ChargerSnapshot { ModuleHealthy = true, BmsBus = CanBusState.Active }, inputs);
            Assert.IsNull(inputs.FaultErrorCode);
            Assert.IsNull(inputs.NotReadyBecause);
        }

        [TestMethod]
        public void ConnectorExchange_SilentModule_IsNotReady()
        {
            ConnectorInputs inputs = new ConnectorInputs();
            new ConnectorExchange().ToInputs(new ChargerSnapshot { BmsBus = CanBusState.Active }, inputs);
            Assert.AreEqual("the power module is silent", inputs.NotReadyBecause);
        }

        [TestMethod]
        public void VendorMessages_Known_AreFixedPointJson()
        {
            ChargerSnapshot charger = new ChargerSnapshot { SocDeciPercent = 611, BmsLimitMa = 31000, VehicleModel = 2, RangeDeciKm = 713 };
            Assert.AreEqual("{\"soc\":61.1,\"maxCurrent\":31,\"model\":\"Pro\",\"range\":71.3}", TextOf(VendorMessages.VehicleInfo(charger)));
            Assert.AreEqual("{\"finalSoc\":80,\"energyDelivered\":1234,\"durationMinutes\":61}", TextOf(VendorMessages.SessionSummary(800, 1234, 3700000)));
            Assert.AreEqual("{\"alertType\":\"EmergencyStop\",\"message\":\"Emergency stop\",\"timestamp\":\"2026-01-05T06:00:00.000Z\"}",
                TextOf(VendorMessages.BmsAlert("EmergencyStop", "Emergency stop", 1767592800000)));
        }

        [TestMethod]
        public void VendorMessages_Unknown_IsLeftOut()
        {
            Assert.AreEqual("{}", TextOf(VendorMessages.VehicleInfo(new ChargerSnapshot())));
            Assert.AreEqual("{\"energyDelivered\":0,\"durationMinutes\":0}", TextOf(VendorMessages.SessionSummary(-1, 0, 59999)));
            Assert.AreEqual("{\"energyDelivered\":7}", TextOf(VendorMessages.SessionSummary(-1, 7, -1)));
        }

        private static string TextOf(JsonWriter json) => Encoding.UTF8.GetString(json.Buffer, 0, json.Count);

        [TestMethod]
        public void HealthReport_NewBoard_FitsAndTellsWhatItCannotKnow()
        {
            FirmwareRig rig = new FirmwareRig();
            JsonWriter json = new JsonWriter(new byte[HealthReport.MostBytes]);
            HealthReport.Write(rig.Firmware, 5000, json);
            string text = Encoding.UTF8.GetString(json.Buffer, 0, json.Count);
            Assert.StartsWith("{\"uptimeS\":5,\"boots\":1,\"lastRestart\":\"first boot\",\"safeMode\":false,\"selfTest\":\"running\",\"contactor\":\"contactor not proved\",\"below60VMs\":-1,\"heap\":{\"free\":-1,", text);
            Assert.EndsWith("\"messagesLost\":0}}", text);
            Assert.IsFalse(json.Overflowed);
        }

        [TestMethod]
        public void Buttons_Press_CountsOnceAfterTwoLooksTenMsApart()
        {
            FirmwareRig rig = new FirmwareRig();
            PinFake start = new PinFake { High = true };
            rig.Firmware.Ports.StartButton = start;
            rig.Firmware.Configuration.Set("Charger.StartButtonId", "BUTTON");
            Buttons buttons = new Buttons(rig.Firmware, "T");
            Message message = new Message();

            buttons.Step(0);
            start.High = false;
            buttons.Step(20);
            buttons.Step(25);
            Assert.IsFalse(rig.Firmware.OcppCommands.TryTake("T", message));
            buttons.Step(30);
            buttons.Step(60);
            Assert.IsTrue(rig.Firmware.OcppCommands.TryTake("T", message));
            Assert.AreEqual(OcppCommand.PresentId, message.Kind);
            Assert.AreEqual("BUTTON", message.Text);
            Assert.IsFalse(rig.Firmware.OcppCommands.TryTake("T", message));
        }

        [TestMethod]
        public void Buttons_LowInOneLookOnly_IsNoPress()
        {
            FirmwareRig rig = new FirmwareRig();
            PinFake stop = new PinFake { High = true };
            rig.Firmware.Ports.StopButton = stop;
            Buttons buttons = new Buttons(rig.Firmware, "T");
            for (int i = 0; i < 20; i++)
            {
                stop.High = i % 2 == 0;
                buttons.Step(i * 20);
            }
            Assert.AreEqual(0, rig.Firmware.OcppCommands.Count);
        }

        [TestMethod]
        public void Buttons_StopWithAFullMailbox_CutsTheOutput()
        {
            FirmwareRig rig = new FirmwareRig();
            PinFake stop = new PinFake { High = true };
            rig.Firmware.Ports.StopButton = stop;
            rig.Contactor.High = true;
            Buttons buttons = new Buttons(rig.Firmware, "T");
            while (rig.Firmware.OcppCommands.TryPost("T", 0, 0, null)) ;
            buttons.Step(0);
            stop.High = false;
            buttons.Step(20);
            buttons.Step(30);
            Assert.IsFalse(rig.Contactor.High);
        }

        [TestMethod]
        public void Buttons_StopWhileATransactionRuns_IsLeftToTheChargersThread()
        {
            FirmwareRig rig = new FirmwareRig();
            PinFake stop = new PinFake();
            rig.Firmware.Ports.StopButton = stop;
            rig.Firmware.Permit.TransactionRunning = true;
            Buttons buttons = new Buttons(rig.Firmware, "T");
            for (int i = 0; i < 5; i++) buttons.Step(i * 20);
            Assert.AreEqual(0, rig.Firmware.OcppCommands.Count);
        }
    }
}
