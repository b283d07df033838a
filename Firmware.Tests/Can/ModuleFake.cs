using System;
using Charger.Can;

namespace Firmware.Tests.Can
{
    /// <summary>A power module that obeys at once and sends its frames by itself, as far as the tests of the control need them.</summary>
    public sealed class ModuleFake : BusNodeFake
    {
        public bool Silent;
        public bool On;
        public bool StuckOn;

        /// <summary>The contactor pin: no current flows while it is low; null for a board without a contactor.</summary>
        public PinFake Contactor;
        public bool StuckOff;
        public int Refuse;
        public bool EchoesLimits = true;
        public int Alarms;
        public int MilliC = 28000;

        /// <summary>Values of single answers; <see cref="AsTheRest"/>: the value of the terminals or of the inlet.</summary>
        public const int AsTheRest = int.MinValue;
        public int InternalMilliC = AsTheRest;
        public int OwnMilliVolt = AsTheRest;
        public int OwnMilliAmpere = AsTheRest;

        /// <summary>The query that is not answered; 0 for none.</summary>
        public int Mute;

        /// <summary>The current of the terminals is not a number (NaN).</summary>
        public bool NoNumber;
        public int MilliVolt = 76000;
        public int MainsVolt = 230;
        public int MilliAmpere;
        public int LoadMa = 10000;
        public bool DrivesCurrent = true;
        public uint LimitRaw;
        public uint VoltageRaw;
        public bool NoTerminals;
        public bool NoHeartbeat;

        private readonly byte[] _out = new byte[8];

        public void Step(CanPortFake bus, long nowMs)
        {
            if (DrivesCurrent) MilliAmpere = On && (Contactor == null || Contactor.High) ? LoadMa : 0;
            if (Silent) return;
            if (nowMs % 200 == 0 && !NoTerminals)
            {
                PutFloat(0, MilliVolt);
                PutFloat(4, MilliAmpere);
                if (NoNumber) _out[4] = 0x7F;
                if (NoNumber) _out[5] = 0xC0;
                bus.Arrive(ModuleProtocol.TerminalPowerId, _out);
            }
            Array.Clear(_out, 0, 8);
            _out[6] = 3;
            _out[7] = 1;
            if (nowMs % 500 == 0) bus.Arrive(ModuleProtocol.TerminalStatusId, _out);
            Array.Clear(_out, 0, 8);
            if (nowMs % 1000 == 0 && !NoHeartbeat) bus.Arrive(ModuleProtocol.HeartbeatId, _out);
        }

        public override void Receive(CanPortFake bus, uint id, byte[] data, long nowMs)
        {
            if (Silent) return;
            Array.Copy(data, 0, _out, 0, 8);
            if (id == ModuleProtocol.ControlId) Obey(bus, data);
            else if (id == ModuleProtocol.QueryId) Answer(bus, data[1]);
        }

        private void Obey(CanPortFake bus, byte[] data)
        {
            if (Refuse > 0)
            {
                Refuse--;
                _out[0] = 0x21;
            }
            else if (data[1] == ModuleProtocol.PowerFunction)
            {
                On = !StuckOff && (data[3] == ModuleProtocol.PowerOn || StuckOn && On);
                _out[3] = On ? ModuleProtocol.PowerOn : ModuleProtocol.PowerOff;
            }
            else if (data[1] == ModuleProtocol.CurrentLimitFunction) LimitRaw = BigEndian.U32(data, 4);
            else VoltageRaw = BigEndian.U32(data, 4);
            if (EchoesLimits || data[1] == ModuleProtocol.PowerFunction) bus.Arrive(ModuleProtocol.ControlAnswerId, _out);
        }

        private void Answer(CanPortFake bus, int function)
        {
            if (function == Mute) return;
            long value = 0;
            if (function == ModuleProtocol.AlarmFunction) value = Alarms | (On ? 0 : 0x200);
            else if (function == ModuleProtocol.InletTemperatureFunction) value = (long)MilliC * 1024 / 1000;
            else if (function == ModuleProtocol.InternalTemperatureFunction) value = (long)Or(InternalMilliC, MilliC) * 1024 / 1000;
            else if (function == ModuleProtocol.OutputVoltageFunction) value = (long)Or(OwnMilliVolt, MilliVolt) * 1024 / 1000;
            else if (function == ModuleProtocol.OutputCurrentFunction) value = (long)Or(OwnMilliAmpere, MilliAmpere) * 1024 / 1000;
            else if (function == ModuleProtocol.MainsVoltageFunction) value = MainsVolt * 1024;
            BigEndian.PutU32(_out, 4, (uint)value);
            bus.Arrive(ModuleProtocol.QueryAnswerId, _out);
        }

        private static int Or(int own, int rest) => own == AsTheRest ? rest : own;

        private void PutFloat(int at, int milli)
        {
            byte[] bits = BitConverter.GetBytes(milli / 1000f);
            for (int i = 0; i < 4; i++) _out[at + i] = bits[3 - i];
        }
    }
}
