import { useId, useState } from 'preact/hooks';
import { useAnswer } from '../api/use-answer.ts';
import type { StationChoice } from '../find/offered.ts';
import { lang, say } from '../language.ts';
import { buildAddress } from '../places.ts';
import { stationName, stationNameInFull } from '../station-names.ts';

interface StationInputProps {
  name: string;
  label: string;
  /** Telecode, or a name as it was typed; empty for none. */
  value: string;
  /** Offered before anything is typed: what is watched. */
  offered: readonly StationChoice[];
  onChoose(value: string): void;
}

const MOST_SHOWN = 8;
/** What Safari still says of the key that ended a composition (UI Events, keyCode). */
const IN_COMPOSITION = 229;
const TELECODE = /^[A-Z]{3}$/;

/**
 * A station by Chinese name, pinyin, initials or telecode, with completion (the ARIA combobox pattern). While an
 * input method is composing, nothing is asked and Enter belongs to it.
 */
export function StationInput({ name, label, value, offered, onChoose }: StationInputProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [isComposing, setComposing] = useState(false);
  const [active, setActive] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  // Of a station chosen just now the name need not be asked for.
  const [chosen, setChosen] = useState<StationChoice | null>(null);
  const chosenName = useNameOf(value, chosen === null ? offered : [...offered, chosen]);
  const text = typed ?? chosenName;
  const choices = useChoices(typed, isComposing, offered);
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const choose = (choice: StationChoice) => {
    setTyped(null);
    setChosen(choice);
    close();
    onChoose(choice.telecode);
  };
  const leave = () => {
    close();
    if (typed === null) return;
    const same = choices.find(
      (choice) =>
        [choice.name, choice.telecode, choice.pinyin ?? ''].includes(typed.trim()) ||
        choice.telecode === typed.trim().toUpperCase(),
    );
    setTyped(null);
    setChosen(same ?? null);
    onChoose(same?.telecode ?? typed.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || isComposing || event.keyCode === IN_COMPOSITION) {
      // Enter takes the composed word; it must not send the form as well.
      if (event.key === 'Enter') event.preventDefault();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      setActive(
        (active + step + choices.length + (active < 0 && step < 0 ? 1 : 0)) % Math.max(choices.length, 1),
      );
    } else if (event.key === 'Enter' && isOpen && typed !== null) {
      const choice = choices[Math.max(active, 0)];
      if (choice === undefined) return;
      event.preventDefault();
      choose(choice);
    } else if (event.key === 'Enter' && isOpen && active >= 0) {
      event.preventDefault();
      choose(choices[active] as StationChoice);
    } else if (event.key === 'Escape') close();
  };
  return (
    <div class="station-input">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        size={10}
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active >= 0 ? `${id}-${active}` : undefined}
        value={text}
        placeholder={say('站名/拼音/简拼', 'name or pinyin')}
        onFocus={(event) => {
          event.currentTarget.select();
          setOpen(true);
        }}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setActive(-1);
          setOpen(true);
        }}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={(event) => {
          setComposing(false);
          setTyped(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
      <Choices id={id} choices={isOpen ? choices : []} active={active} onChoose={choose} />
    </div>
  );
}

interface ChoicesProps {
  id: string;
  choices: readonly StationChoice[];
  active: number;
  onChoose(choice: StationChoice): void;
}

function Choices({ id, choices, active, onChoose }: ChoicesProps) {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      class="choices"
      aria-label={say('车站', 'Stations')}
      hidden={choices.length === 0}
    >
      {choices.map((choice, index) => (
        // The keyboard reaches the choices from the input (aria-activedescendant), which keeps the focus.
        <div
          key={choice.telecode}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onPointerDown={(event) => {
            // Before the input loses the focus, which would close the list.
            event.preventDefault();
            onChoose(choice);
          }}
        >
          <b>{stationNameInFull(choice)}</b>{' '}
          {lang.value === 'zh' && <span class="quiet small">{choice.pinyin} </span>}
          <span class="quiet small">{choice.telecode}</span>
        </div>
      ))}
    </div>
  );
}

/** What is offered for a text: the service's matches, or before anything is typed what is watched. */
function useChoices(
  typed: string | null,
  isComposing: boolean,
  offered: readonly StationChoice[],
): readonly StationChoice[] {
  const asked = typed === null || isComposing || typed.trim() === '' ? null : typed.trim();
  const path = asked === null ? null : buildAddress('/v1/stations', { q: asked, limit: String(MOST_SHOWN) });
  const { value } = useAnswer<{ stations: StationChoice[] }>(path);
  return asked === null ? offered.slice(0, MOST_SHOWN) : (value?.stations ?? []);
}

/** The name of a telecode; a text that is none stays as it is. */
function useNameOf(value: string, offered: readonly StationChoice[]): string {
  const known = offered.find(({ telecode }) => telecode === value);
  const path = known === undefined && TELECODE.test(value) ? `/v1/stations/${value}` : null;
  const answer = useAnswer<StationChoice>(path);
  const station = known ?? answer.value;
  return station === undefined || station === null ? value : stationName(station);
}
