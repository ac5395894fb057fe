import { html, useState } from "../parts/view.js";
import { post } from "../api.js";
import { ActionDialog } from "../parts/dialog.js";
import { Icon } from "../parts/icon.js";
import { List, useList } from "../parts/list.js";
import { Empty } from "../parts/notice.js";
import { Page } from "../parts/page.js";
import { href } from "../parts/route.js";
import { mayChange } from "../parts/session.js";
import { refreshStatus } from "../parts/status.js";
import { counted, Time } from "../parts/time.js";
import { say } from "../parts/toast.js";

const QUEUES = { certificates: "Certificates to read", settle: "Badges to settle" };
const KINDS = {
  event: "A platform's post",
  rejected: "A refused post",
  badge: "A badge to settle",
  provider_event: "A provider's event",
};

export default function DeadLetters() {
  const list = useList(
    "/api/dead-letters",
    {},
    { every: 10_000, timeOf: (letter) => letter.sent_at },
  );
  const [asking, setAsking] = useState(null);
  const told = (answer) => {
    say(
      answer?.left > 0
        ? `${counted(answer.redriven ?? 0, "message")} sent again, ${counted(answer.left, "message")} left.`
        : `${counted(answer?.redriven ?? 1, "message")} sent again.`,
    );
    list.refresh();
    refreshStatus().catch(() => {});
  };
  return html`
    <${Page}
      title="Dead letters"
      lead="Messages that failed 20 times in a row. Mend the cause, then send them again."
      actions=${
        mayChange() &&
        list.items.length > 0 &&
        html`
          <button type="button" class="primary" onClick=${() => setAsking({ all: true })}>
            <${Icon} name="retry" />
            Send all again …
          </button>
        `
      }
    >
      <${List}
        list=${list}
        label="Dead letters"
        columns=${columns(setAsking)}
        empty=${html`
          <${Empty} title="No dead letters" icon="check">
            Every message could be worked. If one ever fails 20 times, it is kept here.
          <//>
        `}
      />
      ${
        asking &&
        html`
          <${ActionDialog}
            title=${asking.all ? "Send all again?" : "Send this message again?"}
            confirm=${asking.all ? "Send all again" : "Send again"}
            onClose=${() => setAsking(null)}
            onConfirm=${async () =>
              told(
                await post(
                  asking.all
                    ? "/api/dead-letters/redrive"
                    : `/api/dead-letters/${encodeURIComponent(asking.id)}/redrive`,
                ),
              )}
          >
            ${
              asking.all &&
              html`
                <p class="count-line">
                  <strong>${list.items.length}${list.next ? "+" : ""}</strong>
                  <span>${list.items.length === 1 ? "message" : "messages"}</span>
                </p>
              `
            }
            <p>
              It goes back into its queue and is worked as if it were new. If the cause is still
              there, it comes back here.
            </p>
          <//>
        `
      }
    <//>
  `;
}

function columns(ask) {
  return [
    {
      label: "Message",
      kind: "main",
      cell: (letter) => html`
        <strong>${KINDS[letter.kind] ?? letter.kind}</strong>
      `,
    },
    { label: "Queue", cell: (letter) => QUEUES[letter.queue] ?? letter.queue },
    { label: "About", cell: about },
    { label: "Tries", kind: "number", cell: (letter) => letter.receive_count },
    {
      label: "Sent",
      kind: "end",
      cell: (letter) => html`
        <${Time} at=${letter.sent_at} />
      `,
    },
    ...(mayChange()
      ? [
          {
            label: "Do",
            kind: "end",
            cell: (letter) => html`
              <button type="button" class="small" onClick=${() => ask(letter)}>
                <${Icon} name="retry" />
                Send again …
              </button>
            `,
          },
        ]
      : []),
  ];
}

function about(letter) {
  if (letter.badge_id) {
    return html`
      <a href=${href(["badges", letter.badge_id])}>See the badge</a>
    `;
  }
  if (letter.source) {
    return html`
      <a href=${href(["sources", letter.source])}>${letter.source}</a>
      ${
        letter.delivery_id &&
        html`
          <span class="sub">${letter.delivery_id}</span>
        `
      }
    `;
  }
  return html`
    <span class="muted">–</span>
  `;
}
