import { afterAll, beforeAll, describe, vi } from 'vitest';
import { tellEveryView } from './stories/every-view.ts';
import { tellHostile } from './stories/hostile.ts';
import { tellReporter } from './stories/reporter.ts';
import { tellStaff } from './stories/staff.ts';
import { tellTraveller } from './stories/traveller.ts';
import { type Stage, setStage } from './support/stage.ts';

// A browser on a machine that is busy with other tests takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let stage: Stage | null = null;
const onStage = (): Stage => {
  if (stage === null) throw new Error('the stage is not set');
  return stage;
};

beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.stop());

describe('a traveller', () => tellTraveller(onStage));
describe('a reporter', () => tellReporter(onStage));
describe('every view, on a phone, a desk and a wall, light and dark', () => tellEveryView(onStage));
describe('names and remarks from elsewhere', () => tellHostile(onStage));
describe('station staff', () => tellStaff(onStage));
