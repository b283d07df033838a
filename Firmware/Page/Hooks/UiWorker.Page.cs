using Charger.Can;
using Charger.Runtime;
using Firmware.Page;
using Ocpp.Client.Transport;
using Ocpp.Client.Wire;

namespace Firmware
{
    internal sealed partial class UiWorker
    {
        /// <summary>Requests and answers of the status page, between the console's own work: this thread waits for nobody.</summary>
        partial void StepPage(long nowMs, ref long next)
        {
            StatusPage page = _firmware.Ports.Page;
            if (page == null) return;
            long due = page.Step(nowMs, _firmware.Log);
            if (page.Wants != PageContent.None)
            {
                JsonWriter into = page.Begin();
                if (page.Wants == PageContent.Health) HealthReport.Write(_firmware, nowMs, into);
                else WritePage(nowMs, into);
                page.End(nowMs);
            }
            if (due < next) next = due;
        }

        partial void RunPageLine(ref string line)
        {
            StatusPage page = _firmware.Ports.Page;
            string answer = page == null ? null : page.Command(ref line);
            if (answer != null) _out.Line(answer);
        }

        /// <summary>From copies of what the other threads published last; nothing when a lock could not be taken in time.</summary>
        private void WritePage(long nowMs, JsonWriter into)
        {
            _context.Refresh(nowMs);
            if (!_context.Known) return;
            ChargerSnapshot charger = _context.Charger;
            PageFacts facts = new PageFacts();
            facts.Connector = _context.Session.Connector;
            facts.Registration = _context.Session.Registration;
            facts.Queued = _context.Session.Queued;
            facts.Running = _context.Session.TransactionRunning;
            facts.EnergyWh = charger.RegisterWh - _context.Session.MeterStartWh;
            facts.OutputOn = charger.OutputOn;
            facts.Plugged = charger.Plugged;
            facts.SocDeciPercent = charger.SocDeciPercent;
            facts.PowerW = charger.PowerW;
            facts.Phase = _firmware.Link is WebSocketLink own ? own.Phase : _context.Session.LinkOpen ? LinkPhase.ReadingHeader : LinkPhase.Closed;
            facts.FaultNumber = charger.FaultNumber;
            Fault fault = new Fault();
            if (ChargerFaults.Describe(charger.FaultNumber, fault)) facts.FaultText = fault.Text;
            facts.Version = _firmware.Ports.Version;
            facts.UptimeS = nowMs / 1000;
            facts.HeapFree = _firmware.Heap.Free;
            facts.HeapLowest = _firmware.Heap.LowestFree;
            _context.LetGo();
            StatusHtml.Write(facts, into);
        }
    }
}
