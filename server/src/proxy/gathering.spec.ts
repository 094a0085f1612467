import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import { Caller } from './caller.js';
import type { Ask, Ending, Plan } from './exchange.js';
import { gather, type Gathering } from './gathering.js';
import { Leaving } from './leaving.js';
import { OPENAI_WIRE } from './wire.js';

const paper = () => {
  const told: string[] = [];
  const response = {
    headersSent: false,
    destroyed: false,
    writableEnded: false,
    writeHead: () => response,
    end: (text: string) => told.push(text),
  };
  return { told, caller: new Caller(response as unknown as ServerResponse, OPENAI_WIRE, 'id-1') };
};
const ask = (model: string): Ask => ({ model, session: null, passesRefusals: false, request: () => undefined });
const gathering = (count: number, answer: Gathering['answer'] = (bodies) => bodies): Gathering => ({
  asks: Array.from({ length: count }, (_, index) => ask(String(index))),
  answer,
});

/** Answers each request with its model's name. */
const served = (plan: Plan): Promise<Ending> => {
  const delivery = plan.delivery();
  delivery.data(Buffer.from(JSON.stringify(plan.model)));
  delivery.end();
  return Promise.resolve({ kind: 'over' });
};

describe('gather', () => {
  it('answers with all answers in the order of the requests, a few at a time', async () => {
    const { told, caller } = paper();
    let running = 0;
    let most = 0;
    const exchange = async (plan: Plan): Promise<Ending> => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return served(plan);
    };
    expect(await gather(gathering(10), caller, exchange, new Leaving())).toEqual({ kind: 'over' });
    expect(JSON.parse(told.join(''))).toEqual(Array.from({ length: 10 }, (_, index) => String(index)));
    expect(most).toBe(4);
  });

  it('ends with the first failure, and stops the others', async () => {
    const { told, caller } = paper();
    const problem = { status: 503, code: 'pool.empty', detail: 'Nobody.' };
    const asked: string[] = [];
    const exchange = (plan: Plan, leaving: Leaving): Promise<Ending> => {
      asked.push(plan.model);
      if (plan.model === '1') return Promise.resolve({ kind: 'problem', problem });
      return new Promise((resolve) => leaving.on(() => resolve({ kind: 'over' })));
    };
    expect(await gather(gathering(9), caller, exchange, new Leaving())).toEqual({ kind: 'problem', problem });
    expect(asked).toEqual(['0', '1', '2', '3']);
    expect(told).toEqual([]);
  });

  it('says nothing to a caller who has left', async () => {
    const { told, caller } = paper();
    const gone = new Leaving();
    const exchange = (plan: Plan): Promise<Ending> => {
      gone.leave();
      return served(plan);
    };
    expect(await gather(gathering(3), caller, exchange, gone)).toEqual({ kind: 'over' });
    expect(told).toEqual([]);
  });

  it('tells of answers that hold none', async () => {
    const { caller } = paper();
    const problem = { status: 400, code: 'content_policy_violation', detail: 'No.' };
    const refusing = gathering(1, () => {
      throw new UpstreamAnswerError(problem);
    });
    expect(await gather(refusing, caller, served, new Leaving())).toEqual({ kind: 'problem', problem });
  });

  it('needs no request at all when the answer is known', async () => {
    const { told, caller } = paper();
    await gather(
      gathering(0, () => 'known'),
      caller,
      served,
      new Leaving(),
    );
    expect(told).toEqual(['"known"']);
  });
});
